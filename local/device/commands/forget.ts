import { printable } from '../terminal/text-width.ts';
import type { Command } from './command.ts';

/** Forget a device that is signed out. */
export const forget: Command = {
  name: 'forget',
  positionals: ['<device>'],
  flags: {},
  summary: 'Forget a device that is signed out; its history stays',
  prepare:
    ([text = '']) =>
    async ({ call, find, print, paint }) => {
      const { id, name } = await find(text, 'signed-out');
      await call({ method: 'DELETE', path: `/v1/devices/${id}` });
      print({ forgotten: id }, () => `${paint.good('✓')} "${printable(name)}" is forgotten`);
    },
};
