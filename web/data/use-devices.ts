import type { DeviceResource } from '../../shared/contracts/resources.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { deviceList, loadDevices } from './device-store.ts';
import type { DeviceList } from './device-store.ts';
import { useRefreshing } from './refresh.ts';
import { useStore } from './store.ts';

/** Every device of the account. The list is read when it is first shown, and kept up to date. */
export const useDevices = (): DeviceList => {
  useRefreshing(() => void loadDevices());
  return useStore(deviceList);
};

/** The device, as far as it is known; nothing is read. */
export const useKnownDevice = (id: DeviceId | null | undefined): DeviceResource | undefined =>
  useStore(deviceList).devices.find((device) => device.id === id);
