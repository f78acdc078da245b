import { expect, test } from '@jest/globals';
import { plainPaint } from '../../../local/device/terminal/paint.ts';
import { parseReviewsOptions } from '../../../local/reviews/reviews-options.ts';
import { runReviews } from '../../../local/reviews/run-reviews.ts';

const local = { stage: undefined, outputs: '.local/outputs.json' };

test.each([
  [['--now'], { kind: 'now', ...local }],
  [['--dry-run'], { kind: 'dry-run', limit: 50, ...local }],
  [['--dry-run', '--limit', '0'], { kind: 'dry-run', limit: 0, ...local }],
  [['--account', 'a-1', '--html', 'x.html'], { kind: 'account', accountId: 'a-1', html: 'x.html', ...local }],
  [['--now', '--stage', 'prod', '--yes'], { kind: 'now', stage: 'prod', outputs: 'outputs.json' }],
  [['--dry-run', '--stage', 'prod'], { kind: 'dry-run', limit: 50, stage: 'prod', outputs: 'outputs.json' }],
  [['--now', '--outputs', 'o.json'], { kind: 'now', stage: undefined, outputs: 'o.json' }],
  [['--now', '--help'], { kind: 'help' }],
])('%j is understood', (args, options) => {
  expect(parseReviewsOptions(args)).toEqual(options);
});

test.each([
  [[], 'Say what to do, and only one thing'],
  [['--now', '--dry-run'], 'only one thing'],
  [['--nw'], "Unknown option '--nw'"],
  [['now'], "Unexpected argument 'now'"],
  [['--account'], "'--account <value>' argument missing"],
  [['--now', '--limit', '5'], '--limit goes with --dry-run'],
  [['--dry-run', '--limit', 'all'], '--limit is a whole number up to 9999'],
  [['--dry-run', '--html', 'x'], '--html goes with --account'],
  [['--now', '--stage', 'prod'], 'sends mails to the owners of the stage "prod". Add --yes'],
  [['--dry-run', '--stage', 'moon'], 'moon'],
])('%j is wrong usage, and is told so with where to find help', async (args, message) => {
  let said = '';
  const code = await runReviews(args, {
    out: () => {},
    err: (text) => (said += text),
    progress: () => {},
    paint: plainPaint,
  });
  expect(said).toContain(message);
  expect(said).toContain('Help: npm run reviews -- --help');
  expect(code).toBe(2);
});

test('without a running product it is said how to start one', async () => {
  let said = '';
  const streams = { out: () => {}, err: (text: string) => void (said += text), progress: () => {}, paint: plainPaint };
  expect(await runReviews(['--now', '--outputs', '/nowhere/outputs.json'], streams)).toBe(1);
  expect(said).toBe('✗ There is no /nowhere/outputs.json. Start the product in another terminal: npm start\n');
});
