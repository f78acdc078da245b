import { activityOf } from '../activity/activity.ts';
import { isActive } from '../device/device.ts';
import type { Device } from '../device/device.ts';
import type { World } from '../ports.ts';
import { sessionsOnDevice } from '../sign-out/settle.ts';
import { untilCommitted } from '../until-committed.ts';
import type { Session } from './session.ts';

/**
 * Records that a session has come to its end, once its row has been removed by time to live. It was refused from its
 * end on. Can be repeated. @returns whether there was anything to record
 */
export const expireSession = (world: World, gone: Session): Promise<boolean> =>
  untilCommitted<boolean>(world, async () => {
    const { account, device } = await world.store.read(gone.accountId, { device: gone.deviceId });
    const onDevice = device?.sessions[gone.id];
    if (!account || !device || onDevice?.state !== 'active') return false;

    const expired: Device = { ...device, sessions: { ...device.sessions, [gone.id]: { ...onDevice, state: 'expired' } } };
    const after: Device = isActive(expired, account, world.now()) ? expired : { ...expired, state: 'signed-out' };
    const committed = await world.store.commit(gone.accountId, [
      { kind: 'device', before: device, after },
      {
        kind: 'activity',
        activity: activityOf({
          accountId: gone.accountId,
          id: world.newId.activity(),
          type: 'session-expired',
          at: new Date(gone.endsAt * 1000).toISOString(),
          device: { id: device.id, name: device.name },
          sessions: sessionsOnDevice(device, [gone.id]),
        }),
      },
    ]);
    return committed === 'conflict' ? 'conflict' : true;
  });
