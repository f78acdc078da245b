import { afterAll, expect, test } from '@jest/globals';
import { monthAfter } from '../../shared/domain/review/calendar.ts';
import { startReviewBench } from '../support/review-bench.ts';

const bench = await startReviewBench();
afterAll(() => bench.close());
const hour = 3600;

test('whoever is due is asked once, whoever is not is not, and the next time is a month later', async () => {
  const due = await bench.dueOwner();
  const late = await bench.dueOwner({ dueOn: '2020-01-31' });
  const other = await bench.api.owner().signIn();
  await bench.run();
  await bench.run();
  expect(bench.mailsTo(due.accountId)).toHaveLength(1);
  expect(bench.mailsTo(late.accountId)).toHaveLength(1);
  expect(bench.mailsTo(String(other.token['sub']))).toHaveLength(0);
  const account = await bench.accountOf(due.accountId);
  expect(account?.reviewDueAt).toBe(monthAfter(bench.today(), Number(bench.today().slice(8))));
  // Years of outage are not made up for.
  expect((await bench.accountOf(late.accountId))?.reviewDueAt).toMatch(/^\d{4}-\d{2}-(31|30|29|28)$/);
  expect((await bench.accountOf(late.accountId))?.reviewDueAt?.localeCompare(bench.today())).toBe(1);
  expect(await bench.activityOf(due.accountId)).toEqual(['review-requested', 'signed-in']);
});

test('a first sign-in falls due a month later, and one more does not put it off', async () => {
  const owner = bench.api.owner();
  await owner.signIn();
  const first = (await bench.accountOf(owner.accountId))?.reviewDueAt;
  expect(first).toBe(monthAfter(bench.today(), Number(bench.today().slice(8))));
  bench.api.clock.advance(48 * hour);
  await owner.signIn();
  expect((await bench.accountOf(owner.accountId))?.reviewDueAt).toBe(first);
});

test('two runs at once, and every message twice: each owner is asked once', async () => {
  const owners = await Promise.all(Array.from({ length: 20 }, () => bench.dueOwner()));
  await bench.plan();
  await bench.plan();
  expect(bench.queues.send.length).toBeGreaterThanOrEqual(40);
  const halves = [bench.queues.send.splice(0, 20), bench.queues.send.splice(0)];
  await Promise.all(
    halves.map(async (half) => {
      bench.queues.send.push(...half);
      await bench.work('send');
    }),
  );
  while (bench.queues.send.length > 0) {
    // Who found another attempt at work comes again when its claim has run out.
    bench.api.clock.advance(61);
    await bench.work('send');
  }
  for (const { accountId } of owners) expect(bench.mailsTo(accountId)).toHaveLength(1);
  const ids = bench.mails.map(({ review }) => review?.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('planning that runs out of time goes on where it was, and misses nobody', async () => {
  const owners = await Promise.all(Array.from({ length: 40 }, () => bench.dueOwner()));
  bench.queues.send.length = 0;
  await bench.put('plan')([{ version: 1, kind: 'run' }]);
  await bench.work('plan');
  expect(bench.queues.plan).toHaveLength(16);
  // No time at all: each shard hands itself on, as it is.
  await bench.work('plan', { remainingMs: 0 });
  expect(bench.queues.plan).toHaveLength(16);
  expect(bench.queues.send).toHaveLength(0);
  while (bench.queues.plan.length > 0) await bench.work('plan');
  const asked = bench.queues.send.map(({ body }) => JSON.parse(body).accountId);
  for (const { accountId } of owners) expect(asked.filter((id) => id === accountId)).toHaveLength(1);
  await bench.run();
});

test('planning that fails in the middle is done again: nobody is missed, and nobody asked twice', async () => {
  const owners = await Promise.all(Array.from({ length: 10 }, () => bench.dueOwner()));
  await bench.put('plan')([{ version: 1, kind: 'run' }]);
  await bench.work('plan');
  bench.faults.breakAt('calendar.listDue', 'after');
  expect(await bench.work('plan')).toBe(16);
  bench.faults.mend();
  await bench.run();
  for (const { accountId } of owners) expect(bench.mailsTo(accountId)).toHaveLength(1);
});

test('what the operator sees: runs, due, sent, skipped by reason, failed, and how late the latest is', async () => {
  bench.counted.clear();
  await bench.dueOwner();
  const off = await bench.dueOwner();
  await bench.change(off.accountId, (account) => ({ ...account, reminders: false }));
  await bench.run();
  expect(Object.fromEntries(bench.counted)).toMatchObject({
    ReviewRuns: 1,
    ReviewsDue: 2,
    ReviewsSent: 1,
    'ReviewsSkipped/reminders-off': 1,
    ReviewOldestDueDays: 0,
  });
  const [year, ...rest] = bench.today().split('-');
  await bench.dueOwner({ dueOn: `${Number(year) - 1}-${rest.join('-')}`.replace('02-29', '02-28') });
  await bench.plan();
  expect(bench.counted.get('ReviewOldestDueDays')).toBeGreaterThanOrEqual(365);
  bench.ses.answers = 'refused';
  await bench.work('send');
  expect(bench.counted.get('ReviewsFailed')).toBe(1);
  bench.ses.answers = 'taken';
  await bench.run();
});

test('whoever is asked late is not asked again soon after: two mails are at least half a month apart', async () => {
  const dayBefore = new Date(Date.parse(bench.today()) + 86_400_000);
  dayBefore.setUTCMonth(dayBefore.getUTCMonth() - 1);
  const { accountId } = await bench.dueOwner({ dueOn: dayBefore.toISOString().slice(0, 10) });
  await bench.run();
  for (let day = 0; day < 14; day++) {
    bench.api.clock.advance(24 * hour);
    await bench.run();
  }
  expect(bench.mailsTo(accountId)).toHaveLength(1);
});
