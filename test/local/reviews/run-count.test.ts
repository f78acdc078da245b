import { expect, test } from '@jest/globals';
import { plainPaint } from '../../../local/device/terminal/paint.ts';
import { describeRun } from '../../../local/reviews/describe-run.ts';
import { makeRunCount } from '../../../local/reviews/run-count.ts';
import { reviewShards } from '../../../shared/contracts/review-index.ts';

const line = (fn: string, content: Record<string, unknown>): string =>
  `2026-11-22T23:03:22.568Z ${fn} ${JSON.stringify({ level: 'INFO', ...content })}`;
const planned = (shard: string, due: number, more = false): string =>
  line('plan-reviews', { code: 'RSO_REVIEWS_PLANNED', shard, due, more });
const dealtWith = (outcome: string, reason?: string): string =>
  line('send-review', { code: 'RSO_REVIEW', outcome, reason });
const counted = (...lines: string[]) => {
  const count = makeRunCount();
  for (const each of lines) count.take(each);
  return count;
};
const said = (ended: 'done' | 'stuck', ...lines: string[]): string =>
  describeRun(counted(...lines), {
    ended,
    logFile: '.local/functions.log',
    mailPage: 'http://127.0.0.1:4005',
    paint: plainPaint,
  });

test('a run is planned when every shard was read to its end, in however many steps', () => {
  const [first = '', ...others] = reviewShards;
  const lines = others.map((shard) => planned(shard, 1));
  expect(counted(...lines, planned(first, 200, true)).isPlanned()).toBe(false);
  const whole = counted(...lines, planned(first, 200, true), planned(first, 7));
  expect([whole.isPlanned(), whole.due]).toEqual([true, 222]);
});

test('lines of other functions, and what is no JSON, say nothing of a run', () => {
  const count = makeRunCount();
  const strange = [
    line('check-in', { code: 'RSO_MESSAGE_FAILED' }),
    '2026-11-22T23:03:22.568Z send-review {"code":"RSO_REVIEW","outcome":',
    '2026-11-22T23:03:22.568Z send-review started',
    '',
  ];
  expect(strange.map((each) => count.take(each))).toEqual([false, false, false, false]);
  expect(count).toMatchObject({ due: 0, sent: 0, failed: 0, notDue: 0 });
});

test('what came of a run is said in a line, with each reason to skip below it', () => {
  const skipped = [
    dealtWith('skipped', 'reminders-off'),
    dealtWith('skipped', 'no-address'),
    dealtWith('skipped', 'no-address'),
  ];
  expect(said('done', planned('0', 1204), dealtWith('sent'), ...skipped, dealtWith('not-due'))).toBe(
    [
      '✓ 1,204 accounts were due: 1 mail sent, 3 accounts skipped, 1 account not due any more',
      '    no verified address  2',
      '    reminders are off    1',
      '  Read it: http://127.0.0.1:4005',
    ].join('\n'),
  );
  expect(said('done', planned('0', 0))).toBe('✓ Nobody is due: no mail was sent');
});

test('attempts that failed are said, and where to read why; so is a run that does not go on', () => {
  const failed = line('send-review', { level: 'ERROR', code: 'RSO_MESSAGE_FAILED' });
  expect(said('done', planned('0', 1), failed, failed, dealtWith('sent'))).toContain(
    '2 attempts failed; what failed comes again. Why: .local/functions.log',
  );
  expect(said('stuck', planned('0', 1), failed)).toBe(
    [
      '✗ 1 account was due: 0 mails sent',
      '  1 attempt failed; what failed comes again. Why: .local/functions.log',
      '  Nothing has moved for a minute. It goes on by itself; what is given up on: npm run redrive',
    ].join('\n'),
  );
});
