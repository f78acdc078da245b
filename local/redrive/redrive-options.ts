import { parseArgs } from 'node:util';
import { UsageError } from '../device/terminal/usage-error.ts';
import { deadLetters } from './dead-letters.ts';
import type { DeadLetters } from './dead-letters.ts';

/** What the command line of `npm run redrive` says. */
export interface RedriveOptions {
  help: boolean;
  /** Whose letters; without it they are only counted. */
  name: DeadLetters | undefined;
  stage: string | undefined;
  outputs: string;
  dryRun: boolean;
  most: number;
}

const flags = {
  help: { type: 'boolean', short: 'h', default: false },
  stage: { type: 'string' },
  outputs: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  max: { type: 'string' },
} as const;

/** @throws UsageError */
export const parseRedriveOptions = (args: string[]): RedriveOptions =>
  UsageError.from(() => {
    const { values, positionals } = parseArgs({ args, options: flags, allowPositionals: true });
    const { help, stage, outputs, max } = values;
    const [text, extra] = positionals;
    if (extra !== undefined) throw new UsageError(`"${extra}" is too much: one queue at a time.`);
    const name = deadLetters.find((one) => one === text);
    if (text !== undefined && !name) {
      throw new UsageError(`Nothing here is called "${text}". Choose one of ${deadLetters.join(', ')}.`);
    }
    if (max !== undefined && !/^[1-9]\d{0,8}$/.test(max)) throw new UsageError('--max is a whole number above 0.');
    return {
      help,
      name,
      stage,
      outputs: outputs ?? (stage === undefined ? '.local/outputs.json' : 'outputs.json'),
      dryRun: values['dry-run'],
      most: max === undefined ? Infinity : Number(max),
    };
  });

/** What `npm run redrive -- --help` prints. */
export const redriveHelp = `
Gives another try to what was given up on. Do it once the cause is mended: what fails again comes back.

  npm run redrive                             counts what lies in each dead-letter queue
  npm run redrive -- revoke-tokens --dry-run  shows it
  npm run redrive -- revoke-tokens            tries it again

Whose letters
  publish-events, settle-sessions
                    They read the table's stream. A letter says where in it the records lie: they are read again, each
                    is given to the function, and the letter goes when all went well. The stream keeps records for a
                    day; a letter whose records are gone is kept, and says which they were
  revoke-tokens, notify-device, notify-connections, alert-owner, plan-reviews, send-review, note-mail-events
                    They take messages from a queue: each goes back into it, and only then leaves the dead letters

Nothing is lost on the way, and some things may be done twice: whoever gets an event twice does nothing more.

Flags
  --dry-run         Show what would be done, and do nothing
  --max <n>         At most so many letters. Letters that come in meanwhile are left in any case
  --stage <stage>   A deployed stage instead of the running local product, with the AWS credentials of this shell. They
                    must allow to read the stream and the queues, to send to these, and to invoke the two functions
  --outputs <file>  What "npx cdk deploy -c stage=<stage> --outputs-file <file>" wrote: nothing here asks
                    CloudFormation. Default: outputs.json with --stage, otherwise .local/outputs.json

Exit codes: 0 done · 1 failed, or some letters had to stay · 2 wrong usage
`.trim();
