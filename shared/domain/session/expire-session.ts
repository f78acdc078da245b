import { activityOf } from '../activity/activity.ts';
import { isActive } from '../device/device.ts';
import type { Device } from '../device/device.ts';
import type { Change, World } from '../ports.ts';
import { sessionsOnDevice } from '../sign-out/settle.ts';
import { untilCommitted } from '../until-committed.ts';
import { standingOf } from './session.ts';
import type { Session } from './session.ts';

/**
 * Records that a session has come to its end: at the first request that is refused for it, or once its row has been
 * removed by time to live. It was refused from its end on. Can be repeated.
 *
 * @returns whether there was anything to record
 */
export const expireSession = (world: World, ended: Pick<Session, 'accountId' | 'key' | 'deviceId' | 'id'>) =>
  untilCommitted<boolean>(world, async () => {
    const now = world.now();
    const { account, session, device } = await world.store.read(ended.accountId, {
      session: ended.key,
      device: ended.deviceId,
    });
    const onDevice = device?.sessions[ended.id];
    if (!account || !device || onDevice?.state !== 'active') return false;
    if (standingOf(onDevice, device.id, account, now).kind !== 'expired') return false;

    const sessions = { ...device.sessions, [ended.id]: { ...onDevice, state: 'expired' as const } };
    const without: Device = { ...device, sessions };
    const changes: Change[] = [
      {
        kind: 'device',
        before: device,
        after: isActive(without, account, now) ? without : { ...without, state: 'signed-out' },
      },
      {
        kind: 'activity',
        activity: activityOf({
          accountId: ended.accountId,
          id: world.newId.activity(),
          type: 'session-expired',
          at: new Date(onDevice.endsAt * 1000).toISOString(),
          device: { id: device.id, name: device.name },
          sessions: sessionsOnDevice(device, [ended.id]),
        }),
      },
    ];
    if (session) changes.push({ kind: 'session', before: session, after: { ...session, state: 'expired' } });
    return (await world.store.commit(ended.accountId, changes)) === 'conflict' ? 'conflict' : true;
  });
