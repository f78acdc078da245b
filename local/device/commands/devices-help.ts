import type { Command } from './command.ts';
import { commands } from './commands.ts';

const common = `
--as <profile>       As which device: the profile of one that "npm run device" has signed in. Default: this terminal's
                     own, which signs in and registers when it is first used
--json               The API's answer as JSON (npm run --silent devices -- … keeps npm's own lines away)
--email, --password  Who signs in, if this terminal has to. Default: the demo account of the local run
--from "City, CC"    Where this terminal is; see npm run device -- --help
--outputs, --credentials
                     Where things are; see npm run device -- --help
`.trim();

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');

const synopsis = ({ name, positionals }: Command): string => [name, ...positionals].join(' ');

/** What `npm run devices -- --help` prints. */
export const devicesHelp = (): string => {
  const width = Math.max(...commands.map((command) => synopsis(command).length));
  return [
    'The devices of an account, from the terminal.',
    '',
    '  npm run devices -- list',
    '  npm run devices -- sign-out "Work laptop" --reason lost',
    '',
    'Commands (each has its own --help)',
    ...commands.map((command) => `  ${synopsis(command).padEnd(width)}  ${command.summary}`),
    '',
    'A <device> is its name, its id, or so much of either that it can only be one.',
    '',
    'Flags of all',
    indented(common),
    '',
    'Exit codes: 0 done · 1 failed · 2 wrong usage · 3 this terminal was signed out',
  ].join('\n');
};

/** What `npm run devices -- <command> --help` prints. */
export const commandHelp = (command: Command): string =>
  [
    `${command.summary}.`,
    '',
    `  npm run devices -- ${synopsis(command)}${command.details ? ' [flags]' : ''}`,
    ...(command.details ? ['', 'Flags', indented(command.details)] : []),
    '',
    'Flags of all commands',
    indented(common),
  ].join('\n');
