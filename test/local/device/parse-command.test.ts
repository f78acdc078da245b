import { describe, expect, test } from '@jest/globals';
import { commands } from '../../../local/device/commands/commands.ts';
import { commandHelp, devicesHelp } from '../../../local/device/commands/devices-help.ts';
import { parseCommand } from '../../../local/device/commands/parse-command.ts';

describe('the command line of npm run devices', () => {
  test.each([[[]], [['--help']], [['-h']], [['help']]])('%j asks for help', (args) => {
    expect(parseCommand(args)).toEqual({ kind: 'help' });
  });

  test.each([[['list', '--help']], [['help', 'list']], [['list', '-h', '--json']]])(
    '%j asks for help on list',
    (args) => {
      expect(parseCommand(args)).toMatchObject({ kind: 'help', command: { name: 'list' } });
    },
  );

  test('flags may stand before or after what they go with', () => {
    const parsed = parseCommand(['sign-out', '--as', 'phone', 'Work laptop', '--reason', 'lost', '--json']);
    expect(parsed).toMatchObject({ kind: 'run', options: { as: 'phone', json: true, outputs: '.local/outputs.json' } });
  });

  test.each([
    [['nope'], 'There is no command "nope". There are: list, show'],
    [['help', 'nope'], 'There is no command "nope"'],
    [['--json', 'list'], 'The command comes first'],
    [['list', '--nope'], "Unknown option '--nope'"],
    [['list', 'extra'], '"extra" is too much'],
    [['list', '--state', 'gone'], 'There is no state "gone". Choose one of active, signed-out, all'],
    [['show'], '<device> is missing: show <device>'],
    [['sign-out', 'x', '--reason', 'bored'], 'There is no reason "bored". Choose one of lost'],
    [['sign-out', 'Work', 'laptop'], 'Put quotes around a name'],
    [['rename', 'x'], '<name> is missing: rename <device> <name>'],
    [['rename', 'x', ''], '<name> must be 1 to 200 characters'],
    [['activity', '--limit', '0'], '--limit is a whole number'],
    [['list', '--as', '../x'], '"../x" is not a profile'],
    [['list', '--from', 'nowhere'], '"nowhere" is not a place'],
  ])('%j is refused with a sentence', (args, message) => {
    expect(() => parseCommand(args)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(message) }),
    );
  });
});

test('help lists every command, and every flag of each', () => {
  for (const command of commands) {
    expect(devicesHelp()).toContain(command.summary);
    for (const flag of Object.keys(command.flags)) expect(commandHelp(command)).toContain(`--${flag}`);
  }
});
