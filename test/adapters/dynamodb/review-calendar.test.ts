import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { dynamoDbAccountStore } from '../../../shared/adapters/dynamodb/account-store.ts';
import { accountItem, accountKey } from '../../../shared/adapters/dynamodb/items.ts';
import { dynamoDbReviewCalendar } from '../../../shared/adapters/dynamodb/review-calendar.ts';
import { reviewIndex, reviewShards } from '../../../shared/contracts/review-index.ts';
import type { Account } from '../../../shared/domain/account/account.ts';
import type { DueAccount } from '../../../shared/domain/review/ports.ts';
import { startTestEngine } from '../../support/engine.ts';

const engine = await startTestEngine();
afterAll(() => engine.close());
const { client, tables } = engine;
const retention = { activityDays: 90, signedOutDeviceDays: 400 };
const store = dynamoDbAccountStore(client, { tables, retention, now: () => new Date() });
const calendar = dynamoDbReviewCalendar(client, tables.sessions);

const account = (given: Partial<Account> = {}): Account => ({
  accountId: randomUUID(),
  version: 1,
  createdAt: '2026-11-22T12:00:00.000Z',
  ...given,
});
const put = async (...accounts: Account[]) => {
  for (const after of accounts) {
    expect(await store.commit(after.accountId, [{ kind: 'account', before: undefined, after }])).toBe('committed');
  }
};
const change = async (before: Account, after: Account): Promise<Account> => {
  expect(await store.commit(before.accountId, [{ kind: 'account', before, after }])).toBe('committed');
  return { ...after, version: before.version + 1 };
};
/** All of one shard, or of every one, page by page. */
const due = async (dueBy: string, { limit = 1000, shards = reviewShards } = {}) => {
  const pages: DueAccount[][] = [];
  for (const shard of shards) {
    let after: DueAccount | undefined;
    let more = true;
    while (more) {
      const page = await calendar.listDue(shard, { dueBy, after, limit });
      pages.push(page.accounts);
      after = page.accounts.at(-1);
      more = page.more && after !== undefined;
    }
  }
  return pages;
};
const idsOf = (pages: DueAccount[][]) => pages.flat().map(({ accountId }) => accountId);
const shardOf = (one: Account) => (accountItem(one) as unknown as Record<string, string>)[reviewIndex.shard] ?? '';

test('who is due on the day or before is found in one shard, with the day; who is due later, or not at all, is not', async () => {
  const dueBy = '2001-06-15';
  const accounts = [
    account({ reviewDueAt: '2001-06-15' }),
    account({ reviewDueAt: '2001-06-14' }),
    account({ reviewDueAt: '2000-01-31' }),
    account({ reviewDueAt: '2001-06-16' }),
    account(),
  ];
  await put(...accounts);
  const found = (await due(dueBy)).flat();
  const wanted = accounts.slice(0, 3).map(({ accountId, reviewDueAt: dueOn }) => ({ accountId, dueOn }));
  expect(found).toHaveLength(3);
  expect(found).toEqual(expect.arrayContaining(wanted));
  for (const one of accounts.slice(0, 3)) {
    expect(idsOf(await due(dueBy, { shards: [shardOf(one)] }))).toContain(one.accountId);
  }
});

test('page by page, also where many are due on the same day: in the order of their days, none missing, none twice', async () => {
  const shard = '7';
  const accounts: Account[] = [];
  while (accounts.length < 30) {
    const one = account({ reviewDueAt: `2002-01-0${1 + (accounts.length % 3)}` });
    if (shardOf(one) === shard) accounts.push(one);
  }
  await put(...accounts);
  const mine = new Set(accounts.map(({ accountId }) => accountId));
  for (const limit of [1, 4, 7, 30, 100]) {
    const pages = await due('2002-01-31', { limit, shards: [shard] });
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
    const found = pages.flat().filter(({ accountId }) => mine.has(accountId));
    expect(found).toHaveLength(30);
    expect(new Set(found.map(({ accountId }) => accountId))).toEqual(mine);
    const days = found.map(({ dueOn }) => dueOn);
    expect(days).toEqual(days.toSorted((a, b) => (a < b ? -1 : 1)));
  }
});

test('whoever was the last of a page may be gone, or due another day, by the next: the page begins where it would have', async () => {
  const shard = '3';
  const accounts: Account[] = [];
  while (accounts.length < 6) {
    const one = account({ reviewDueAt: `2003-01-0${1 + accounts.length}` });
    if (shardOf(one) === shard) accounts.push(one);
  }
  await put(...accounts);
  const [, second, , fourth] = accounts as [Account, Account, Account, Account];
  const query = { dueBy: '2003-01-31', limit: 1 };
  const after = { accountId: second.accountId, dueOn: '2003-01-02' };
  await client.send(new DeleteCommand({ TableName: tables.sessions, Key: accountKey(second.accountId) }));
  const next = await calendar.listDue(shard, { ...query, after });
  expect(next.accounts.map(({ dueOn }) => dueOn)).toEqual(['2003-01-03']);
  await change(fourth, { ...fourth, reviewDueAt: '2003-02-04' });
  const last = { accountId: fourth.accountId, dueOn: '2003-01-04' };
  expect((await calendar.listDue(shard, { ...query, after: last })).accounts.map(({ dueOn }) => dueOn)).toEqual([
    '2003-01-05',
  ]);
});

test('an account is found while it has a day: with another day on that day, without one not at all, deleted not at all', async () => {
  const one = account({ reviewDueAt: '2004-05-01' });
  await put(one);
  const dueOnOf = async () =>
    (await due('2004-12-31')).flat().find(({ accountId }) => accountId === one.accountId)?.dueOn;
  expect(await dueOnOf()).toBe('2004-05-01');
  const later = await change(one, { ...one, reviewDueAt: '2004-06-01' });
  expect(await dueOnOf()).toBe('2004-06-01');
  const { reviewDueAt: _, ...rest } = later;
  const without = await change(later, rest);
  expect(await dueOnOf()).toBeUndefined();
  const again = await change(without, { ...without, reviewDueAt: '2004-07-01' });
  expect(await dueOnOf()).toBe('2004-07-01');
  await store.commit(one.accountId, [{ kind: 'last-sign-out', account: again, at: 1 }]);
  expect(await dueOnOf()).toBe('2004-07-01');
  await client.send(new DeleteCommand({ TableName: tables.sessions, Key: accountKey(one.accountId) }));
  expect(await dueOnOf()).toBeUndefined();
});

test('the index holds keys alone, of nobody who is not to be asked', async () => {
  await put(
    account({ email: 'owner@example.com', reviewDueAt: '2005-01-01' }),
    account({ email: 'not-due@example.com' }),
  );
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName: tables.sessions, IndexName: reviewIndex.name }),
  );
  expect(Items.length).toBeGreaterThan(5);
  for (const item of Items) {
    expect(Object.keys(item).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['pk', 'reviewDueAt', 'reviewShard', 'sk']);
    expect(item['sk']).toBe('META');
  }
});

test('whatever an account is called, its shard is one of the sixteen, always the same, and its id comes back', async () => {
  const given = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(given, (accountId) => {
      const shard = shardOf(account({ accountId, reviewDueAt: '2026-01-01' }));
      expect(reviewShards).toContain(shard);
      expect(shardOf(account({ accountId, reviewDueAt: '2030-12-31', email: 'other@example.com' }))).toBe(shard);
    }),
  );
  const odd = account({ accountId: 'ACCOUNT#pool/π 🙂#META', reviewDueAt: '2006-01-01' });
  await put(odd);
  expect(idsOf(await due('2006-12-31'))).toContain(odd.accountId);
});

test('accounts are spread evenly: no shard of sixteen has half more than its part of ten thousand', () => {
  const counts = new Map<string, number>();
  for (let n = 0; n < 10_000; n++) {
    const shard = shardOf(account({ reviewDueAt: '2026-01-01' }));
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  expect(counts.size).toBe(16);
  for (const [, count] of counts) expect([count > 312, count < 938]).toEqual([true, true]);
});
