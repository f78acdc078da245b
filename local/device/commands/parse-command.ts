import { parseArgs } from 'node:util';
import { placeHeaders } from '../client/place-headers.ts';
import { isProfile } from '../client/profile-of.ts';
import { UsageError } from '../terminal/usage-error.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';

export interface CommonOptions {
  as: string | undefined;
  json: boolean;
  email: string | undefined;
  password: string | undefined;
  from: string | undefined;
  outputs: string;
  credentials: string;
}

export type ParsedCommand =
  | { kind: 'help'; command?: Command }
  | { kind: 'run'; run: ReturnType<Command['prepare']>; options: CommonOptions };

const commonFlags = {
  help: { type: 'boolean', short: 'h', default: false },
  as: { type: 'string' },
  json: { type: 'boolean', default: false },
  email: { type: 'string' },
  password: { type: 'string' },
  from: { type: 'string' },
  outputs: { type: 'string', default: '.local/outputs.json' },
  credentials: { type: 'string', default: '.local/devices' },
} as const;

/**
 * Reads the command line of `npm run devices`.
 *
 * @throws UsageError
 */
export const parseCommand = (args: string[]): ParsedCommand =>
  UsageError.from(() => {
    const [first, ...rest] = args;
    if (first === undefined || first === '--help' || first === '-h') return { kind: 'help' };
    if (first === 'help')
      return rest[0] === undefined ? { kind: 'help' } : { kind: 'help', command: commandOf(rest[0]) };

    const command = commandOf(first);
    const parsed = parseArgs({ args: rest, options: { ...command.flags, ...commonFlags }, allowPositionals: true });
    // The flags of a command are known only when it runs, and none of them may be given twice.
    const values = parsed.values as Record<string, string | boolean | undefined>;
    if (values['help'] === true) return { kind: 'help', command };
    assertPositionals(command, parsed.positionals);
    const options: CommonOptions = {
      as: text(values['as']),
      json: values['json'] === true,
      email: text(values['email']),
      password: text(values['password']),
      from: text(values['from']),
      outputs: text(values['outputs']) ?? commonFlags.outputs.default,
      credentials: text(values['credentials']) ?? commonFlags.credentials.default,
    };
    if (options.from !== undefined) placeHeaders(options.from);
    if (options.as !== undefined && !isProfile(options.as)) throw new UsageError(`"${options.as}" is not a profile.`);
    return { kind: 'run', run: command.prepare(parsed.positionals, values), options };
  });

const commandOf = (name: string): Command => {
  const command = commands.find((one) => one.name === name);
  if (command) return command;
  const known = commands.map((one) => one.name).join(', ');
  throw new UsageError(
    name.startsWith('-')
      ? `The command comes first, as in: list ${name}`
      : `There is no command "${name}". There are: ${known}`,
  );
};

const assertPositionals = ({ name, positionals }: Command, given: string[]): void => {
  const missing = positionals[given.length];
  if (missing) throw new UsageError(`${missing} is missing: ${[name, ...positionals].join(' ')}`);
  const extra = given[positionals.length];
  if (extra !== undefined) throw new UsageError(`"${extra}" is too much. Put quotes around a name with spaces.`);
};

const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
