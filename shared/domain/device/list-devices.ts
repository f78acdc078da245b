import type { DeviceId } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { takePage } from '../page.ts';
import type { Page } from '../page.ts';
import type { World } from '../ports.ts';
import { isActive } from './device.ts';
import type { Device } from './device.ts';

/** A page of the account's devices, newest first. `state` is what holds now, not what is stored so far. */
export const listDevices = (
  world: Pick<World, 'store' | 'now'>,
  account: Account,
  query: { state: 'active' | 'signed-out' | 'all'; limit: number; after?: DeviceId | undefined },
): Promise<Page<Device>> => {
  const now = world.now();
  const devices = world.store.listDevices(account.accountId, {
    ...(query.after && { after: query.after }),
    // What is stored as active may have been signed out with everything else; never the other way round.
    ...(query.state === 'active' && { state: 'active' }),
    step: query.limit + 1,
  });
  return takePage(
    devices,
    query.limit,
    (device) => query.state === 'all' || isActive(device, account, now) === (query.state === 'active'),
  );
};
