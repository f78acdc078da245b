import type { DeviceKind } from '../../shared/contracts/values.ts';

export const deviceKindOrder: readonly DeviceKind[] = [
  'computer',
  'phone',
  'tablet',
  'tv',
  'console',
  'watch',
  'other',
];
