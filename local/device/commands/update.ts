import type { DeviceResource } from '../../../shared/contracts/resources.ts';
import { nameFault } from '../terminal/name-fault.ts';
import { printable } from '../terminal/text-width.ts';
import { UsageError } from '../terminal/usage-error.ts';
import type { Command, CommandContext } from './command.ts';

/** Give a device another name. */
export const rename: Command = {
  name: 'rename',
  positionals: ['<device>', '<name>'],
  flags: {},
  summary: 'Give a device another name',
  prepare: ([text = '', name = '']) => {
    const fault = nameFault(name);
    if (fault) throw new UsageError(`<name> ${fault}`);
    return (context) =>
      update(context, text, { name }, (before, after) => `"${before.name}" is "${after.name}" from now on`);
  },
};

const trusting = (trusted: boolean): Command => ({
  name: trusted ? 'trust' : 'distrust',
  positionals: ['<device>'],
  flags: {},
  summary: trusted ? 'Trust a device' : 'Stop trusting a device',
  prepare:
    ([text = '']) =>
    (context) =>
      update(context, text, { trusted }, (_, { name }) => `"${name}" is ${trusted ? '' : 'not '}trusted from now on`),
});

export const trust = trusting(true);
export const distrust = trusting(false);

const update = async (
  { call, find, print, paint }: CommandContext,
  text: string,
  body: { name: string } | { trusted: boolean },
  done: (before: DeviceResource, after: DeviceResource) => string,
): Promise<void> => {
  const before = await find(text);
  const after = await call<DeviceResource>({ method: 'PATCH', path: `/v1/devices/${before.id}`, body });
  print(after, () => `${paint.good('✓')} ${printable(done(before, after))}`);
};
