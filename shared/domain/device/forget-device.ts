import type { DeviceId } from '../../contracts/values.ts';
import { activityOf } from '../activity/activity.ts';
import type { Change, World } from '../ports.ts';
import type { Session } from '../session/session.ts';
import { checkActor } from '../sign-out/actor.ts';
import type { ActorEnded } from '../sign-out/actor.ts';
import { deviceChanges, settle } from '../sign-out/settle.ts';
import { untilCommitted } from '../until-committed.ts';
import { isActive } from './device.ts';

export type ForgetDeviceOutcome =
  | { kind: 'forgotten' }
  | { kind: 'not-found' }
  | { kind: 'device-active' }
  | ActorEnded;

/**
 * Takes a signed-out device off the list. Its history stays, and so do the rows of its ended sessions, which keep on
 * being refused; if it comes back, it comes back as a new device.
 */
export const forgetDevice = (
  world: World,
  order: { actor: Session; deviceId: DeviceId },
): Promise<ForgetDeviceOutcome> => {
  const { accountId } = order.actor;

  return untilCommitted<ForgetDeviceOutcome>(world, async () => {
    const snapshot = await world.store.read(accountId, { session: order.actor.key, device: order.deviceId });
    const now = world.now();
    const check = checkActor(snapshot, now);
    if (check.kind === 'actor-ended') return check;
    const { device } = snapshot;
    if (!device) return { kind: 'not-found' };
    if (isActive(device, check.account, now)) return { kind: 'device-active' };

    const settled = settle(world, device, check.account, now);
    const rows = (await deviceChanges(world.store, device, settled.device)).filter(({ kind }) => kind === 'session');
    const committed = await world.store.commit(accountId, [
      { kind: 'session-unchanged', session: check.actor },
      { kind: 'device-removed', before: device },
      ...rows,
      ...[
        ...settled.activity,
        activityOf({
          accountId,
          id: world.newId.activity(),
          type: 'device-forgotten',
          at: now.toISOString(),
          device: { id: device.id, name: device.name },
          by: check.actor.deviceId,
        }),
      ].map((activity): Change => ({ kind: 'activity', activity })),
    ]);
    return committed === 'conflict' ? 'conflict' : { kind: 'forgotten' };
  });
};
