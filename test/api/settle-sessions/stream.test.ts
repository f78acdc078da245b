import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { makeHandler } from '../../../functions/settle-sessions/handler.ts';
import { accountItem, sessionItem } from '../../../shared/adapters/dynamodb/items.ts';
import { readStreamRecord } from '../../../shared/adapters/dynamodb/stream-record.ts';
import type { Account } from '../../../shared/domain/account/account.ts';
import type { Session } from '../../../shared/domain/session/session.ts';
import { recordsOf } from '../../support/account-records.ts';
import { breakableStore } from '../../support/breakable-store.ts';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap });
const settle = makeHandler({ world: api.world, log: api.log, readStreamRecord });

let sequence = 0;
const record = (images: { before?: object | undefined; after?: object | undefined }): DynamoDBRecord => ({
  eventID: `event-${++sequence}`,
  dynamodb: {
    SequenceNumber: String(sequence),
    ...(images.before && { OldImage: imageOf(images.before) }),
    ...(images.after && { NewImage: imageOf(images.after) }),
  },
});
const imageOf = (item: object) =>
  marshall(item, { removeUndefinedValues: true }) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'] & object;
const accountWritten = (after: Account, before?: Account) =>
  record({ before: before && accountItem(before), after: accountItem(after) });
const sessionRemoved = (session: Session) => record({ before: sessionItem(session) });
const event = (...Records: DynamoDBRecord[]): DynamoDBStreamEvent => ({ Records });
const linesOf = (code: string) => api.log.lines.filter((line) => line.code === code);

/** An account whose devices are all covered by an order and not yet settled. */
const covered = async (count: number) => {
  const { accountId, devices } = await seedAccount(api, count);
  const before = (await recordsOf(api.engine, accountId)).account;
  await devices[0]?.call('sign-out-devices', { body: { scope: 'everywhere' } });
  const { account } = await recordsOf(api.engine, accountId);
  if (!account) throw new Error('no account');
  return { accountId, before, account };
};
const statesOf = async (accountId: string) => {
  const { sessions, devices } = await recordsOf(api.engine, accountId);
  return [...sessions, ...devices].map(({ state }) => state);
};

test('an account-wide order is settled from the stream, once, and the log says how many devices', async () => {
  const { accountId, before, account } = await covered(3);
  const given = event(accountWritten(account, before));
  expect(await settle(given)).toEqual({ batchItemFailures: [] });
  expect(new Set(await statesOf(accountId))).toEqual(new Set(['signed-out']));
  expect(linesOf('RSO_ACCOUNT_SETTLED').at(-1)?.fields).toEqual({ devices: 3 });
  const settled = await recordsOf(api.engine, accountId);
  expect(await settle(given)).toEqual({ batchItemFailures: [] });
  expect(await recordsOf(api.engine, accountId)).toEqual(settled);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('an account that was written without a new order is left alone', async () => {
  const { accountId, account } = await covered(2);
  const before = await recordsOf(api.engine, accountId);
  await settle(event(accountWritten({ ...account, version: account.version + 1 }, account)));
  expect(await recordsOf(api.engine, accountId)).toEqual(before);
});

test('a session that time to live has removed is recorded as expired on its device, once', async () => {
  const owner = api.owner();
  const kept = await owner.signIn();
  const shared = await owner.signIn({ shared: true });
  const { sessions } = await recordsOf(api.engine, owner.accountId);
  const row = sessions.find(({ id }) => id === shared.sessionId);
  if (!row) throw new Error('no row');
  api.clock.advance(3601);
  for (const _ of [1, 2]) expect(await settle(event(sessionRemoved(row)))).toEqual({ batchItemFailures: [] });
  const { devices, activity } = await recordsOf(api.engine, owner.accountId);
  expect(devices.find(({ id }) => id === shared.deviceId)).toMatchObject({
    state: 'signed-out',
    sessions: { [shared.sessionId]: { state: 'expired' } },
  });
  expect(activity.filter(({ type }) => type === 'session-expired')).toHaveLength(1);
  expect(linesOf('RSO_SESSION_EXPIRED').at(-1)?.fields).toEqual({ sessionId: shared.sessionId });
  expect((await kept.call('check-in')).status).toBe(200);
});

test('records of devices, activity and counters pass by', async () => {
  const before = api.log.lines.length;
  const others = ['device', 'activity', undefined].map((type) => record({ after: { pk: 'ACCOUNT#1', sk: 'X', type } }));
  expect(await settle(event(...others, record({ before: { pk: 'ACCOUNT#1', sk: 'RATE#x' } })))).toEqual({
    batchItemFailures: [],
  });
  expect(api.log.lines).toHaveLength(before);
});

test('the first record that fails ends the batch: what was before it is done, it and what follows come again', async () => {
  const first = await covered(2);
  const second = await covered(2);
  // What is no image of an item at all.
  const poison: DynamoDBRecord = {
    eventID: 'poison',
    dynamodb: { SequenceNumber: '4711', NewImage: JSON.parse('{"type":{}}') },
  };
  const batch = [accountWritten(first.account), poison, accountWritten(second.account)];
  expect(await settle(event(...batch))).toEqual({ batchItemFailures: [{ itemIdentifier: '4711' }] });
  expect(new Set(await statesOf(first.accountId))).toEqual(new Set(['signed-out']));
  expect(new Set(await statesOf(second.accountId))).toEqual(new Set(['active']));
  expect(linesOf('RSO_RECORD_FAILED').at(-1)).toMatchObject({ level: 'error', fields: { eventId: 'poison' } });

  // At the head of a batch it fails all of it: Lambda halves the batch, and gives up on nothing but the bad record.
  await expect(settle(event(...batch.slice(1)))).rejects.toThrow('first record');
  expect(await settle(event(poison))).toEqual({ batchItemFailures: [{ itemIdentifier: '4711' }] });
  expect(await settle(event(...batch.slice(2)))).toEqual({ batchItemFailures: [] });
  expect(new Set(await statesOf(second.accountId))).toEqual(new Set(['signed-out']));
});

test.each(['read', 'commit', 'listDevices', 'readSessions'] as const)(
  'a store that breaks at %s fails the record, and its retry ends the work',
  async (method) => {
    const { accountId, account } = await covered(3);
    const written = accountWritten(account);
    store.breakAt(method, new Error('broken'));
    const failed = await settle(event(written));
    store.mend();
    expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: written.dynamodb?.SequenceNumber }] });
    expect(await settle(event(written))).toEqual({ batchItemFailures: [] });
    expect(new Set(await statesOf(accountId))).toEqual(new Set(['signed-out']));
    expect(await faultsOf(api, accountId)).toEqual([]);
  },
);
