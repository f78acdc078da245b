import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { startReviewBench } from '../support/review-bench.ts';

const bench = await startReviewBench({ claimSeconds: 60 });
afterAll(() => bench.close());
beforeEach(() => {
  bench.faults.mend();
  bench.ses.answers = 'taken';
  bench.ses.tells = true;
  for (const queue of Object.values(bench.queues)) queue.length = 0;
});

const isAskedAgain = async (accountId: string): Promise<boolean> => {
  const { length } = bench.mailsTo(accountId);
  await bench.run();
  return bench.mailsTo(accountId).length > length;
};

test('killed before the mail went out: it goes out when the claim has run out, under the same id', async () => {
  const { accountId } = await bench.dueOwner();
  await bench.plan();
  bench.faults.breakAt('mailer.send', 'before');
  expect(await bench.work('send')).toBe(1);
  const id = (await bench.accountOf(accountId))?.review?.mail?.id;
  bench.faults.mend();
  // Until then nobody else may: the mail may be on its way.
  expect(await bench.work('send')).toBe(1);
  expect(bench.mailsTo(accountId)).toHaveLength(0);
  await bench.waitOut();
  expect(await bench.work('send')).toBe(0);
  expect(bench.mailsTo(accountId).map(({ review }) => review?.id)).toEqual([id]);
  expect(await isAskedAgain(accountId)).toBe(false);
});

test("killed after the mail went out: SES's own word for it is enough, and it does not go out again", async () => {
  const { accountId } = await bench.dueOwner();
  await bench.plan();
  bench.faults.breakAt('mailer.send', 'after');
  expect(await bench.work('send')).toBe(1);
  bench.faults.mend();
  expect(await bench.work('mail-events')).toBe(0);
  expect((await bench.accountOf(accountId))?.review?.mail?.sentAt).toBeDefined();
  bench.api.clock.advance(61);
  expect(await bench.work('send')).toBe(0);
  expect(bench.mailsTo(accountId)).toHaveLength(1);
  expect(await bench.activityOf(accountId)).toEqual(['review-requested', 'signed-in']);
  expect(await isAskedAgain(accountId)).toBe(false);
});

test('an answer that was lost is no refusal: the mail is there, and is not sent twice', async () => {
  const { accountId } = await bench.dueOwner();
  bench.ses.answers = 'taken-and-silent';
  await bench.plan();
  await bench.work('send');
  await bench.work('mail-events');
  bench.ses.answers = 'taken';
  bench.api.clock.advance(61);
  await bench.work('send');
  expect(bench.mailsTo(accountId)).toHaveLength(1);
});

test('the word of SES may come first, twice, or late: the day of the next review is set once', async () => {
  const { accountId } = await bench.dueOwner();
  await bench.run();
  const after = await bench.accountOf(accountId);
  const [mail] = bench.mailsTo(accountId);
  if (mail) bench.tell('Send', mail);
  await bench.work('mail-events');
  expect(await bench.accountOf(accountId)).toEqual(after);
});

test('a mail that SES refused is tried again at once; as long as it is, the account is found every day', async () => {
  const { accountId } = await bench.dueOwner();
  bench.ses.answers = 'refused';
  await bench.plan();
  expect(await bench.work('send')).toBe(1);
  const [waiting] = bench.queues.send;
  const once = await bench.dueOwner();
  await bench.put('send')([{ version: 1, accountId: once.accountId, dueOn: once.dueOn }]);
  bench.queues.send.shift();
  expect(await bench.work('send')).toBe(1);
  bench.ses.answers = 'taken';
  expect(await bench.work('send')).toBe(0);
  expect(bench.mailsTo(once.accountId)).toHaveLength(1);

  bench.ses.answers = 'refused';
  if (waiting) bench.queues.send.push(waiting);
  expect(await bench.work('send')).toBe(1);
  // Given up on: the dead letters have it, and the next run finds the account.
  bench.queues.send.length = 0;
  bench.api.clock.advance(86_400);
  bench.ses.answers = 'taken';
  await bench.run();
  expect(bench.mailsTo(accountId)).toHaveLength(1);
  // What comes back from the dead letters finds it done.
  await bench.put('send')([{ version: 1, accountId, dueOn: bench.mailsTo(accountId)[0]?.request.dueOn }]);
  expect(await bench.work('send')).toBe(0);
  expect(bench.mailsTo(accountId)).toHaveLength(1);
});

test.each(['before', 'after'] as const)(
  'a table that fails %s any write leaves nobody out and asks nobody twice',
  async (when) => {
    const { accountId } = await bench.dueOwner();
    await bench.plan();
    bench.faults.breakAt('store.commit', when);
    expect(await bench.work('send')).toBe(1);
    bench.faults.mend();
    await bench.waitOut();
    await bench.work('mail-events');
    await bench.work('send');
    expect(bench.mailsTo(accountId)).toHaveLength(1);
  },
);

test('every point at which it may be killed: one mail, one next day, one line of history', async () => {
  for (let at = 0; at < 18; at++) {
    const { accountId, dueOn } = await bench.dueOwner();
    await bench.put('send')([{ version: 1, accountId, dueOn }]);
    bench.faults.follow(Array.from({ length: at + 1 }, (_, index) => index === at));
    await bench.work('send');
    bench.faults.mend();
    await bench.work('mail-events');
    await bench.waitOut();
    await bench.work('send');
    await bench.work('mail-events');
    expect({ at, mails: bench.mailsTo(accountId).length }).toEqual({ at, mails: 1 });
    expect(await bench.activityOf(accountId)).toEqual(['review-requested', 'signed-in']);
    expect((await bench.accountOf(accountId))?.reviewDueAt).not.toBe(dueOn);
  }
});

test('a word of SES that was held up as long as the message is still in time: the first look only waits for it', async () => {
  const { accountId } = await bench.dueOwner();
  await bench.plan();
  bench.faults.breakAt('mailer.send', 'after');
  await bench.work('send');
  bench.faults.mend();
  // The table, or Lambda, was away for longer than the claim.
  bench.api.clock.advance(3600);
  expect(await bench.work('send')).toBe(1);
  await bench.work('mail-events');
  bench.api.clock.advance(61);
  expect(await bench.work('send')).toBe(0);
  expect(bench.mailsTo(accountId)).toHaveLength(1);
});

test('where SES never says a word, the mail is sent again under the same id, and nobody is left out', async () => {
  const { accountId } = await bench.dueOwner();
  bench.ses.answers = 'lost';
  bench.ses.tells = false;
  await bench.plan();
  await bench.work('send');
  const id = (await bench.accountOf(accountId))?.review?.mail?.id;
  bench.ses.answers = 'taken';
  await bench.waitOut();
  expect(await bench.work('send')).toBe(0);
  expect(bench.mailsTo(accountId).map(({ review }) => review?.id)).toEqual([id]);
});

test('a mail that could not even be written, for want of the key, is tried again at once', async () => {
  const { accountId } = await bench.dueOwner();
  await bench.plan();
  bench.faults.breakAt('links.sign');
  expect(await bench.work('send')).toBe(1);
  bench.faults.mend();
  expect(await bench.work('send')).toBe(0);
  expect(bench.mailsTo(accountId)).toHaveLength(1);
});
