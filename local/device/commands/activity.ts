import type * as z from 'zod/mini';
import type { ActivityResource, ActivityType, activityPage } from '../../../shared/contracts/resources.ts';
import { placeText } from '../terminal/describe.ts';
import { moment } from '../terminal/moments.ts';
import { reasonOf } from '../terminal/receipt-lines.ts';
import { renderTable } from '../terminal/render-table.ts';
import { UsageError } from '../terminal/usage-error.ts';
import type { Command, CommandContext } from './command.ts';

/** What happened on the account. */
export const activity: Command = {
  name: 'activity',
  positionals: [],
  flags: { device: { type: 'string' }, limit: { type: 'string', default: '20' } },
  summary: 'What happened on the account, newest first',
  details: '--device <device>  Only what happened on this one\n--limit <number>   How much of it; 20 by default',
  prepare: (_, { device, limit }) => {
    const wanted = Number(limit);
    if (!Number.isInteger(wanted) || wanted < 1) throw new UsageError('--limit is a whole number from 1 on.');
    return async ({ call, find, allDevices, print, paint, clock }) => {
      const path = device === undefined ? '/v1/activity' : `/v1/devices/${(await find(String(device))).id}/activity`;
      const entries = await listActivity(call, path, wanted);
      const names = new Map((await allDevices()).map(({ id, name }) => [id, name]));
      const by = ({ by: id, device: on }: ActivityResource): string =>
        id === null || id === on?.id ? '' : (names.get(id) ?? id);
      print({ activity: entries }, () =>
        renderTable<ActivityResource>(
          [
            { title: 'WHEN', text: ({ at }) => moment(at, clock) },
            { title: 'WHAT', text: whatHappened, paint: paint.strong },
            { title: 'DEVICE', text: (entry) => entry.device?.name ?? '', widthMax: 36 },
            { title: 'APPS', text: ({ sessions }) => sessions.map(({ app }) => app.name).join(', '), widthMax: 28 },
            { title: 'PLACE', text: ({ place }) => placeText(place) ?? '', widthMax: 24 },
            { title: 'BY', text: by, widthMax: 36 },
          ],
          entries,
          paint.dim,
        ),
      );
    };
  },
};

const listActivity = async (
  call: CommandContext['call'],
  path: string,
  wanted: number,
): Promise<ActivityResource[]> => {
  const entries: ActivityResource[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: Math.min(100, wanted - entries.length), cursor };
    const page = await call<z.infer<typeof activityPage>>({ method: 'GET', path, query });
    entries.push(...page.activity);
    cursor = page.nextCursor;
  } while (cursor !== undefined && entries.length < wanted);
  return entries;
};

const words: Record<ActivityType, string> = {
  'signed-in': 'Signed in',
  'sign-in-refused': 'Sign-in refused',
  'session-replaced': 'Earlier sign-in ended',
  'session-signed-out': 'App signed out',
  'device-signed-out': 'Signed out',
  'others-signed-out': 'All others signed out',
  'everywhere-signed-out': 'Signed out everywhere',
  'sign-out-delivered': 'Told of its sign-out',
  'sign-out-confirmed': 'Confirmed its sign-out',
  'session-expired': 'Came to its end',
  'device-renamed': 'Renamed',
  'device-trusted': 'Trusted',
  'device-distrusted': 'Trusted no more',
  'device-forgotten': 'Forgotten',
  'review-requested': 'Asked to review the devices',
  'review-finished': 'Review finished',
  'settings-changed': 'Settings changed',
};

const details: Record<string, string | undefined> = {
  'new-device': 'new device',
  'reauthentication-required': 'signed in too early',
  'device-limit-reached': 'too many devices',
  'review-link': 'by the link of a review e-mail',
  'reminders-on': 'reminders on',
  'reminders-off': 'reminders off',
};

const whatHappened = ({ type, detail, reason }: ActivityResource): string => {
  const told = type === 'sign-out-delivered' || type === 'sign-out-confirmed';
  const more = details[detail ?? ''] ?? (reason && reason !== 'other' && !told ? reasonOf({ reason }) : undefined);
  return `${words[type]}${more ? ` (${more})` : ''}`;
};
