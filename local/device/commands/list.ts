import type * as z from 'zod/mini';
import type { DeviceResource, devicePage } from '../../../shared/contracts/resources.ts';
import { UsageError } from '../terminal/usage-error.ts';
import type { Command, CommandContext } from './command.ts';
import { deviceTable } from './device-table.ts';

const states = ['active', 'signed-out', 'all'] as const;
type Wanted = (typeof states)[number];

/** The devices of the account. */
export const list: Command = {
  name: 'list',
  positionals: [],
  flags: { state: { type: 'string', default: 'active' } },
  summary: 'The devices where the account is signed in',
  details: '--state <state>  active (default), signed-out or all',
  prepare: (_, { state }) => {
    const wanted = states.find((one) => one === state);
    if (!wanted) throw new UsageError(`There is no state "${state}". Choose one of ${states.join(', ')}.`);
    return async ({ call, print, paint, clock }) => {
      const devices = await listDevices(call, wanted);
      print({ devices }, () =>
        devices.length === 0
          ? 'No device is signed out.'
          : [
              deviceTable(devices, { paint, clock }),
              '',
              paint.dim(`${count(devices)}. A name, or the end of an id, is enough: npm run devices -- show <device>`),
            ].join('\n'),
      );
    };
  },
};

/** All pages. A page names the next one while there is more. */
export const listDevices = async (call: CommandContext['call'], state: Wanted): Promise<DeviceResource[]> => {
  const devices: DeviceResource[] = [];
  let cursor: string | undefined;
  do {
    const query = { state, limit: 100, cursor };
    const page = await call<z.infer<typeof devicePage>>({ method: 'GET', path: '/v1/devices', query });
    devices.push(...page.devices);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return devices;
};

const count = ({ length }: readonly DeviceResource[]): string => (length === 1 ? '1 device' : `${length} devices`);
