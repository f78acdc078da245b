import type { DeviceResource } from '../../../../shared/contracts/resources.ts';

/** A device as the API answers it; say what matters. */
export const deviceResource = (some: Partial<DeviceResource> = {}): DeviceResource => ({
  id: 'dev_01m822kx9fqqsm7xqv5v1e3nnc',
  name: 'Work laptop',
  kind: 'computer',
  os: 'Linux',
  model: null,
  current: false,
  trusted: false,
  state: 'active',
  firstSeenAt: '2026-11-22T16:00:00.000Z',
  lastSeenAt: '2026-11-22T16:30:00.000Z',
  lastPlace: null,
  sessions: [],
  ...some,
});
