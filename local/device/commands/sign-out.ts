import type * as z from 'zod/mini';
import type { DeviceResource, deviceSignedOut } from '../../../shared/contracts/resources.ts';
import { printable } from '../terminal/text-width.ts';
import { receiptLines } from '../terminal/receipt-lines.ts';
import { CallFailedError } from './call-failed-error.ts';
import type { Command } from './command.ts';
import { reasonDetails, readReason } from './read-reason.ts';

/** Sign out a device, or one app on it. */
export const signOut: Command = {
  name: 'sign-out',
  positionals: ['<device>'],
  flags: { reason: { type: 'string' }, app: { type: 'string' } },
  summary: 'Sign out a device, or one app on it',
  details: `${reasonDetails}\n--app <app>        Only this app: its name, or the id of its session`,
  prepare: ([text = ''], { reason, app }) => {
    const body = readReason(reason);
    return async ({ call, find, print, clearOwn, paint, clock }) => {
      const device = await find(text, 'active');
      const only = typeof app === 'string' ? sessionOf(device, app) : undefined;
      const path = `/v1/devices/${device.id}${only ? `/sessions/${only}` : ''}/sign-out` as const;
      const answer = await call<z.infer<typeof deviceSignedOut>>({ method: 'POST', path, body });

      const after = answer.device;
      const receipt = only ? after.sessions.find(({ id }) => id === only)?.signOut : after.signOut;
      const before = only ? device.sessions.find(({ id }) => id === only)?.state : device.state;
      const what = `${only ? `${app} on ` : ''}"${printable(after.name)}"`;
      print(answer, () =>
        [
          before === 'active'
            ? `${paint.good('✓')} ${paint.strong(`Signed out ${what}`)}`
            : `· ${what} was signed out already`,
          ...(receipt ? receiptLines(receipt, paint, clock).map((line) => `  ${line}`) : []),
          paint.dim(`  How far it is: npm run devices -- show ${device.id}`),
        ].join('\n'),
      );
      if (device.current && after.state === 'signed-out') await clearOwn();
    };
  },
};

const sessionOf = ({ sessions, name }: DeviceResource, app: string): string => {
  const byId = sessions.find(({ id }) => id === app || (app.length >= 4 && id.endsWith(app)));
  const byName = sessions.filter((session) => session.app.name.toLowerCase() === app.toLowerCase());
  const found = byId ?? byName.find(({ state }) => state === 'active') ?? byName[0];
  if (found) return found.id;
  throw new CallFailedError(`There is no app "${app}" on "${printable(name)}". See: npm run devices -- show <device>`);
};
