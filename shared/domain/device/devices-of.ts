import type { AccountId } from '../account/account.ts';
import type { World } from '../ports.ts';
import type { Device } from './device.ts';

/** Every device of the account, also those that are signed out. */
export const devicesOf = async (world: Pick<World, 'store'>, accountId: AccountId): Promise<Device[]> => {
  const devices: Device[] = [];
  for await (const device of world.store.listDevices(accountId, { step: 100 })) devices.push(device);
  return devices;
};
