import { parseArgs } from 'node:util';
import { UsageError } from '../device/terminal/usage-error.ts';

/** What the command line of `npm run reviews` says. */
export type ReviewsOptions = { kind: 'help' } | (ReviewsTask & { stage: string | undefined; outputs: string });

export type ReviewsTask =
  | { kind: 'now' }
  | { kind: 'dry-run'; limit: number }
  | { kind: 'account'; accountId: string; html: string | undefined };

const flags = {
  help: { type: 'boolean', short: 'h', default: false },
  now: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  account: { type: 'string' },
  html: { type: 'string' },
  limit: { type: 'string' },
  yes: { type: 'boolean', default: false },
  stage: { type: 'string' },
  outputs: { type: 'string' },
} as const;

/** @throws UsageError */
export const parseReviewsOptions = (args: string[]): ReviewsOptions =>
  UsageError.from(() => {
    const { values } = parseArgs({ args, options: flags });
    const { help, now, account, html, limit, yes, stage } = values;
    if (help) return { kind: 'help' };
    if ([now, values['dry-run'], account !== undefined].filter(Boolean).length !== 1) {
      throw new UsageError('Say what to do, and only one thing: --now, --dry-run or --account <id>.');
    }
    if (html !== undefined && account === undefined) throw new UsageError('--html goes with --account.');
    if (limit !== undefined && !values['dry-run']) throw new UsageError('--limit goes with --dry-run.');
    if (limit !== undefined && !/^\d{1,4}$/.test(limit)) throw new UsageError('--limit is a whole number up to 9999.');
    if (now && stage !== undefined && !yes) {
      throw new UsageError(
        `--now sends mails to the owners of the stage "${stage}". Add --yes if that is what you want.`,
      );
    }
    const place = { stage, outputs: values.outputs ?? (stage === undefined ? '.local/outputs.json' : 'outputs.json') };
    if (now) return { kind: 'now', ...place };
    if (account !== undefined) return { kind: 'account', accountId: account, html, ...place };
    return { kind: 'dry-run', limit: limit === undefined ? 50 : Number(limit), ...place };
  });

/** What `npm run reviews -- --help` prints. */
export const reviewsHelp = `
The monthly review: asks owners to look at their devices. It runs by itself every day; this is for trying it out.

  npm run reviews -- --now               runs it at once, and shows what came of it
  npm run reviews -- --dry-run           shows who is due, and what would be done
  npm run reviews -- --account <id>      shows the mail of one account as it would be sent

Flags
  --limit <n>       With --dry-run: look at so many of those that are due (50). The others are counted, and not read
  --html <file>     With --account: write the mail as mail programs show it into this file
  --stage <stage>   A deployed stage instead of the running local product, with the AWS credentials of this shell. They
                    must allow to send to the queue of plan-reviews, or to read the sessions table and its index
  --yes             With --now and --stage: yes, mail them
  --outputs <file>  What "npx cdk deploy -c stage=<stage> --outputs-file <file>" wrote: nothing here asks
                    CloudFormation. Default: outputs.json with --stage, otherwise .local/outputs.json

An account's id is the "sub" of its user. No e-mail address is shown.

Exit codes: 0 done · 1 failed · 2 wrong usage
`.trim();
