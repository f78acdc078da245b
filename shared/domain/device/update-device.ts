import type { ActivityType } from '../../contracts/resources.ts';
import type { DeviceId } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { activityOf } from '../activity/activity.ts';
import type { Change, World } from '../ports.ts';
import type { Session } from '../session/session.ts';
import { checkActor } from '../sign-out/actor.ts';
import type { ActorEnded } from '../sign-out/actor.ts';
import { untilCommitted } from '../until-committed.ts';
import type { Device } from './device.ts';

export type UpdateDeviceOutcome =
  | { kind: 'updated'; account: Account; device: Device }
  | { kind: 'not-found' }
  | ActorEnded;

/** Renames a device, trusts it or stops trusting it. What already is as asked is not written again. */
export const updateDevice = (
  world: World,
  order: { actor: Session; deviceId: DeviceId; name?: string | undefined; trusted?: boolean | undefined },
): Promise<UpdateDeviceOutcome> => {
  const { accountId } = order.actor;

  return untilCommitted<UpdateDeviceOutcome>(world, async () => {
    const snapshot = await world.store.read(accountId, { session: order.actor.key, device: order.deviceId });
    const check = checkActor(snapshot, world.now());
    if (check.kind === 'actor-ended') return check;
    const before = snapshot.device;
    if (!before) return { kind: 'not-found' };

    const after = { ...before, name: order.name ?? before.name, trusted: order.trusted ?? before.trusted };
    const types: ActivityType[] = [];
    if (after.name !== before.name) types.push('device-renamed');
    if (after.trusted !== before.trusted) types.push(after.trusted ? 'device-trusted' : 'device-distrusted');
    if (types.length === 0) return { kind: 'updated', account: check.account, device: before };

    const committed = await world.store.commit(accountId, [
      { kind: 'session-unchanged', session: check.actor },
      { kind: 'device', before, after },
      ...types.map((type): Change => ({
        kind: 'activity',
        activity: activityOf({
          accountId,
          id: world.newId.activity(),
          type,
          at: world.now().toISOString(),
          device: { id: after.id, name: after.name },
          by: check.actor.deviceId,
          detail: type === 'device-renamed' ? before.name : null,
        }),
      })),
    ]);
    return committed === 'conflict' ? 'conflict' : { kind: 'updated', account: check.account, device: after };
  });
};
