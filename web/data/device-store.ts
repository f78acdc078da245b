import type { DeviceResource } from '../../shared/contracts/resources.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import type { ApiProblem } from '../api/api-problem.ts';
import { readDevice, readDevicePage } from '../api/calls.ts';
import { createStore } from './store.ts';

export interface DeviceList {
  devices: readonly DeviceResource[];
  /** Whether these are all the devices that the account has. */
  complete: boolean;
  loading: boolean;
  problem?: ApiProblem | undefined;
  /** When the list was last as the server has it. */
  loadedAt?: Date | undefined;
}

/** Every device of the account, in the server's order. Pages, rows and details draw from this one place. */
export const deviceList = createStore<DeviceList>({ devices: [], complete: false, loading: false });

// What came in one by one while the list is read, undefined for what is gone: the pages may be older.
let meanwhile = new Map<DeviceId, DeviceResource | undefined>();
let changes = 0;
let running: Promise<void> | undefined;

/** Reads all devices, page after page. The first time each page is shown as it comes. */
export const loadDevices = (): Promise<void> => {
  running ??= load().finally(() => {
    running = undefined;
  });
  return running;
};

const load = async (): Promise<void> => {
  const first = deviceList.get().loadedAt === undefined;
  deviceList.set({ ...deviceList.get(), loading: true });
  meanwhile = new Map();
  const found: DeviceResource[] = [];
  let cursor: string | undefined;
  do {
    const page = await readDevicePage(cursor);
    if (!page.ok) {
      deviceList.set({ ...deviceList.get(), loading: false, problem: page.problem });
      return;
    }
    found.push(...page.value.devices);
    cursor = page.value.nextCursor;
    if (first && cursor !== undefined) {
      deviceList.set({ devices: withChanges(found), complete: false, loading: true, loadedAt: new Date() });
    }
  } while (cursor !== undefined);
  deviceList.set({ devices: withChanges(found), complete: true, loading: false, loadedAt: new Date() });
};

const withChanges = (found: readonly DeviceResource[]): DeviceResource[] =>
  found.flatMap((device) => (meanwhile.has(device.id) ? (meanwhile.get(device.id) ?? []) : device));

export const putDevice = (device: DeviceResource): void => {
  changes += 1;
  meanwhile.set(device.id, device);
  const list = deviceList.get();
  const known = list.devices.some(({ id }) => id === device.id);
  const devices = known ? list.devices.map((one) => (one.id === device.id ? device : one)) : [device, ...list.devices];
  deviceList.set({ ...list, devices });
};

export const dropDevice = (id: DeviceId): void => {
  changes += 1;
  meanwhile.set(id, undefined);
  const list = deviceList.get();
  deviceList.set({ ...list, devices: list.devices.filter((device) => device.id !== id) });
};

/** Reads one device anew. Answers the problem, where there is one; what is gone leaves the list. */
export const refreshDevice = async (id: DeviceId): Promise<ApiProblem | undefined> => {
  const before = changes;
  const answer = await readDevice(id);
  if (!answer.ok) {
    if (answer.problem.code === 'not-found') dropDevice(id);
    return answer.problem;
  }
  // A change that was answered meanwhile is newer than what was read.
  if (changes === before || !deviceList.get().devices.some((device) => device.id === id)) putDevice(answer.value);
  return undefined;
};
