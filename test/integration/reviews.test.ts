import { afterAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { dynamoDbAccountStore } from '../../shared/adapters/dynamodb/account-store.ts';
import { runReviews } from '../e2e/support/review-mail.ts';
import { eventually } from '../support/eventually.ts';
import { impatientBuild } from '../support/impatient-build.ts';
import { useLocalRun } from '../support/local-run.ts';
import { newRecords } from '../support/new-records.ts';
import { openQueues } from '../support/open-queues.ts';

// A claim that is longer than three times what a queue hides, as the stages have it.
const run = await useLocalRun({ build: await impatientBuild({ hiddenSeconds: 4, claimSeconds: 15 }) });
const queues = openQueues(run);
afterAll(() => queues.close());

const now = () => new Date();
const { newAccount, newDevice, newSession } = newRecords(now);
const store = dynamoDbAccountStore(run.engine.client, {
  tables: run.engine.tables,
  retention: { activityDays: 90, signedOutDeviceDays: 400 },
  now,
});
const owners = 60;
const dueOn = '2026-01-31';
const killEveryMs = 700;
const workers = ['plan-reviews', 'send-review', 'note-mail-events'];

const dueAccount = async (): Promise<string> => {
  const account = newAccount({
    email: `${randomUUID()}@example.com`,
    reviewDueAt: dueOn,
    review: { day: 31 },
  });
  const device = newDevice(account);
  const session = newSession(device);
  const { accountId: _a, deviceId: _d, version: _v, tokensEndAt: _t, ...onDevice } = session;
  const committed = await store.commit(account.accountId, [
    { kind: 'account', before: undefined, after: account },
    { kind: 'device', before: undefined, after: { ...device, sessions: { [session.id]: onDevice } } },
  ]);
  expect(committed).toBe('committed');
  run.secrets.add(account.email ?? '');
  return account.accountId;
};

const typesOf = async (accountId: string): Promise<string[]> => {
  const types: string[] = [];
  for await (const { type } of store.listActivity(accountId, { step: 100 })) types.push(type);
  return types;
};

test('two schedules at once, an SES that is away, functions killed all the while: every owner is asked, and once', async () => {
  const ids = await Promise.all(Array.from({ length: owners }, dueAccount));
  const ending = new AbortController();
  let kills = 0;
  run.local.faults.set('ses', { status: 503 });
  await Promise.all([runReviews(run), runReviews(run)]);
  const killing = (async () => {
    while (!ending.signal.aborted) {
      await sleep(killEveryMs, undefined, { signal: ending.signal }).catch(() => {});
      await run.local.killFunction(workers[kills % workers.length] ?? '');
      kills += 1;
    }
  })();
  await sleep(3000);
  run.local.faults.set('ses', undefined);
  await sleep(6000);
  ending.abort();
  await killing;
  expect(kills).toBeGreaterThan(workers.length);

  await eventually(async () => {
    for (const id of ids) {
      const { account } = await store.read(id, {});
      expect(account?.reviewDueAt?.localeCompare(now().toISOString().slice(0, 10))).toBe(1);
    }
  }, 90_000);
  const answer = await fetch(`${run.local.endpoints.mail}/store`);
  const { emails } = (await answer.json()) as { emails: { destination: { to: string[] } }[] };
  const mails = new Map<string, number>();
  for (const { destination } of emails) for (const to of destination.to) mails.set(to, (mails.get(to) ?? 0) + 1);
  for (const id of ids) {
    const { account } = await store.read(id, {});
    expect([id, mails.get(account?.email ?? '')]).toEqual([id, 1]);
    expect(await typesOf(id)).toEqual(['review-requested']);
  }
});
