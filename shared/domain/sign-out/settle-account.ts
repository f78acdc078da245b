import type { DeviceId } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import type { Change, World } from '../ports.ts';
import { untilCommitted } from '../until-committed.ts';
import { unsettledSessions } from './end-sessions.ts';
import { deviceChanges, settle } from './settle.ts';

/** Devices that are settled at the same time: each is some transactions of waiting. */
const atATime = 10;

/**
 * Makes the records of every device say what an account-wide order has decided, device by device. Can be repeated
 * and run twice at a time: what is settled is left as it is.
 *
 * @returns how many devices were settled
 */
export const settleAccount = async (world: World, accountId: AccountId): Promise<number> => {
  const { account } = await world.store.read(accountId, {});
  if (!account) return 0;
  let settledDevices = 0;
  const settleAll = async (ids: readonly DeviceId[]) => {
    const settled = await Promise.all(ids.map((id) => settleDevice(world, accountId, id)));
    settledDevices += settled.filter(Boolean).length;
  };
  let waiting: DeviceId[] = [];
  for await (const device of world.store.listDevices(accountId, { state: 'active', step: 100 })) {
    if (unsettledSessions(device, account, world.now()).length === 0) continue;
    waiting.push(device.id);
    if (waiting.length < atATime) continue;
    await settleAll(waiting);
    waiting = [];
  }
  await settleAll(waiting);
  return settledDevices;
};

/**
 * Makes the records of one device say what has ended its sessions: an account-wide order, or their own end. Can be
 * repeated.
 *
 * @returns whether there was anything to do
 */
export const settleDevice = (world: World, accountId: AccountId, deviceId: DeviceId): Promise<boolean> =>
  untilCommitted<boolean>(world, async () => {
    const { account, device } = await world.store.read(accountId, { device: deviceId });
    if (!account || !device) return false;
    const settled = settle(world, device, account, world.now());
    if (settled.device === device) return false;
    const changes: Change[] = [
      ...(await deviceChanges(world.store, device, settled.device)),
      ...settled.activity.map((activity): Change => ({ kind: 'activity', activity })),
    ];
    return (await world.store.commit(accountId, changes)) === 'conflict' ? 'conflict' : true;
  });
