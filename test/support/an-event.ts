import { systemWorld } from '../../shared/adapters/system/system-world.ts';
import type { SecurityEvent } from '../../shared/contracts/security-event.ts';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import type { Activity } from '../../shared/domain/activity/activity.ts';
import { securityEventOf } from '../../shared/domain/telling/security-event-of.ts';

const { newId } = systemWorld();

/** An event as publish-events makes it. */
export const anEvent = (given: Partial<Activity> = {}): SecurityEvent =>
  securityEventOf(
    activityOf({
      accountId: 'account',
      id: newId.activity(),
      type: 'device-signed-out',
      at: '2026-11-22T19:05:00.000Z',
      device: { id: newId.device(), name: 'Laptop' },
      ...given,
    }),
    { events: 'https://api.example', tokens: 'https://pool.example' },
    new Date('2026-11-22T19:05:01.000Z'),
  );
