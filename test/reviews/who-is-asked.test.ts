import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startReviewBench } from '../support/review-bench.ts';
import { accountKey } from '../../shared/adapters/dynamodb/items.ts';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';

const bench = await startReviewBench();
afterAll(() => bench.close());
beforeEach(() => bench.counted.clear());

const skipped = (reason: string) => bench.counted.get(`ReviewsSkipped/${reason}`) ?? 0;

describe('skipped and counted, and found again next month', () => {
  test.each([
    ['reminders-off', { reminders: false }],
    ['no-address', { email: '' }],
    [
      'bounced',
      { undeliverable: { address: 'owner@example.com', because: 'bounced', at: '2026-01-01T00:00:00.000Z' } },
    ],
    [
      'complained',
      { undeliverable: { address: 'owner@example.com', because: 'complained', at: '2026-01-01T00:00:00.000Z' } },
    ],
  ] as const)('%s', async (reason, given) => {
    const { accountId, dueOn } = await bench.dueOwner();
    await bench.change(accountId, (account) => ({ ...account, ...given }));
    await bench.run();
    expect(bench.mailsTo(accountId)).toHaveLength(0);
    expect(skipped(reason)).toBe(1);
    expect((await bench.accountOf(accountId))?.reviewDueAt?.localeCompare(dueOn)).toBe(1);
  });
});

test('an account without a signed-in device is taken out of the calendar; the next sign-in puts it back', async () => {
  const { accountId, device, dueOn, signIn } = await bench.dueOwner();
  await bench.plan();
  // Between plan and mail.
  expect((await device.call('end-session')).status).toBe(204);
  await bench.work('send');
  expect(bench.mailsTo(accountId)).toHaveLength(0);
  expect(skipped('no-active-device')).toBe(1);
  expect((await bench.accountOf(accountId))?.reviewDueAt).toBeUndefined();
  bench.api.clock.advance(2);
  await signIn();
  expect((await bench.accountOf(accountId))?.reviewDueAt?.localeCompare(dueOn)).toBe(1);
});

test('an account that was deleted between plan and mail is nothing to ask, and no failure', async () => {
  const { accountId } = await bench.dueOwner();
  await bench.plan();
  await bench.api.engine.client.send(
    new DeleteCommand({ TableName: bench.api.engine.tables.sessions, Key: accountKey(accountId) }),
  );
  expect(await bench.work('send')).toBe(0);
  expect(bench.mailsTo(accountId)).toHaveLength(0);
});

test('who has just reviewed is not asked, even if a message is under way', async () => {
  const { accountId, device } = await bench.dueOwner();
  await bench.plan();
  expect((await device.call('finish-review', { body: { decisions: [] } })).status).toBe(200);
  expect(await bench.work('send')).toBe(0);
  expect(bench.mailsTo(accountId)).toHaveLength(0);
});

test('a review that is finished while its mail is under way keeps the day that it has set', async () => {
  const { accountId, device } = await bench.dueOwner({ dueOn: dayBefore(bench.today()) });
  await bench.plan();
  bench.faults.breakAt('mailer.send', 'after');
  await bench.work('send');
  bench.faults.mend();
  await device.call('finish-review', { body: { decisions: [] } });
  const { reviewDueAt } = (await bench.accountOf(accountId)) ?? {};
  await bench.work('mail-events');
  expect((await bench.accountOf(accountId))?.reviewDueAt).toBe(reviewDueAt);
});

describe('what SES says of an address', () => {
  test('a bounce for good stops reminders to that address; another address of the owner is asked again', async () => {
    const { accountId, signIn } = await bench.dueOwner();
    await bench.run();
    const [mail] = bench.mailsTo(accountId);
    if (!mail) throw new Error('no mail');
    bench.tell('Bounce', mail, { bounce: { bounceType: 'Transient' } });
    await bench.work('mail-events');
    expect((await bench.accountOf(accountId))?.undeliverable).toBeUndefined();
    bench.tell('Bounce', mail, { bounce: { bounceType: 'Permanent' } });
    await bench.work('mail-events');
    expect((await bench.accountOf(accountId))?.undeliverable).toMatchObject({ because: 'bounced' });

    bench.api.emails.set('test-access-token', 'new@example.com');
    await signIn();
    bench.api.emails.set('test-access-token', 'owner@example.com');
    await bench.change(accountId, (account) => ({ ...account, reviewDueAt: bench.today() }));
    await bench.run();
    expect(bench.mailsTo(accountId).map(({ to }) => to)).toEqual(['owner@example.com', 'new@example.com']);
  });

  test('a complaint stops them too, and is not undone by a bounce that comes late', async () => {
    const { accountId } = await bench.dueOwner();
    await bench.run();
    const [mail] = bench.mailsTo(accountId);
    if (!mail) throw new Error('no mail');
    bench.tell('Complaint', mail);
    await bench.work('mail-events');
    expect((await bench.accountOf(accountId))?.undeliverable).toMatchObject({ because: 'complained' });
    bench.tell('Bounce', mail, { bounce: { bounceType: 'Permanent' } });
    // Of an address that the owner has not: nothing.
    bench.tell('Bounce', { ...mail, to: 'someone@example.com' }, { bounce: { bounceType: 'Permanent' } });
    await bench.work('mail-events');
    expect((await bench.accountOf(accountId))?.undeliverable).toMatchObject({ because: 'complained' });
  });

  test('an owner who complained and then turns reminders on, though they were, is asked again', async () => {
    const { accountId, device } = await bench.dueOwner();
    await bench.run();
    const [mail] = bench.mailsTo(accountId);
    if (!mail) throw new Error('no mail');
    bench.tell('Complaint', mail);
    await bench.work('mail-events');
    const due = () => bench.change(accountId, (account) => ({ ...account, reviewDueAt: bench.today() }));
    await due();
    await bench.run();
    expect([bench.mailsTo(accountId).length, skipped('complained')]).toEqual([1, 1]);

    expect((await device.call('update-settings', { body: { reminders: true } })).status).toBe(200);
    await due();
    await bench.run();
    expect(bench.mailsTo(accountId).map(({ to }) => to)).toEqual(['owner@example.com', 'owner@example.com']);
  });

  test('what is of no account, no review or no kind that is known changes nothing and fails nothing', async () => {
    await bench.put('mail-events')([
      { eventType: 'Send', mail: { destination: ['a@example.com'] } },
      { eventType: 'Send', mail: { destination: [], tags: { account: ['bm9ib2R5'], review: ['rev_x'] } } },
      {
        eventType: 'Bounce',
        mail: { destination: [], tags: { account: ['bm9ib2R5'] } },
        bounce: { bounceType: 'Permanent' },
      },
      { eventType: 'Delivery', mail: { destination: [], tags: { account: ['bm9ib2R5'] } } },
    ]);
    expect(await bench.work('mail-events')).toBe(0);
    await bench.put('mail-events')([{ hello: 'there' }, 'no JSON']);
    expect(await bench.work('mail-events')).toBe(2);
    bench.queues['mail-events'].length = 0;
  });
});

test('what a mail says: what is new first, with the reason; the links are for this review and this account', async () => {
  const { accountId, signIn } = await bench.dueOwner({ device: { name: 'Laptop' } });
  bench.api.clock.advance(60);
  await signIn({ device: { name: 'Phone' } });
  await bench.run();
  const [mail] = bench.mailsTo(accountId);
  expect(mail?.request.devices.map(({ device, isNew, attention }) => [device.name, isNew, attention])).toEqual([
    ['Phone', true, ['new-device']],
    ['Laptop', false, []],
  ]);
  const token = new URL(mail?.request.links.review ?? '').hash.slice(1);
  expect(await bench.links.verify(token, 'review')).toMatchObject({
    kind: 'valid',
    accountId,
    reviewId: mail?.review?.id,
  });
  expect(await bench.links.verify(token, 'unsubscribe')).toEqual({ kind: 'invalid' });
  const oneClick = new URL(mail?.review?.oneClick ?? '');
  expect(await bench.links.verify(oneClick.searchParams.get('token') ?? '', 'unsubscribe')).toMatchObject({
    accountId,
  });
});

const dayBefore = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
