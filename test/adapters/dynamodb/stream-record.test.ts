import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { accountItem, sessionItem } from '../../../shared/adapters/dynamodb/items.ts';
import { readStreamRecord } from '../../../shared/adapters/dynamodb/stream-record.ts';
import type { Account } from '../../../shared/domain/account/account.ts';
import type { Session } from '../../../shared/domain/session/session.ts';

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'] & object;
const image = (item: object): Image => marshall(item) as Image;
const record = (before?: object, after?: object): DynamoDBRecord => ({
  dynamodb: { ...(before && { OldImage: image(before) }), ...(after && { NewImage: image(after) }) },
});

const account: Account = { accountId: 'account', version: 3, createdAt: '2026-11-22T12:00:00.000Z' };
const session: Session = {
  accountId: 'account',
  key: 'key',
  id: 'ses_1',
  deviceId: 'dev_1',
  version: 1,
  clientId: 'client',
  app: { name: 'App' },
  authTime: 1,
  createdAt: '2026-11-22T12:00:00.000Z',
  lastSeenAt: '2026-11-22T12:00:00.000Z',
  endsAt: 2,
  tokensEndAt: 3,
  state: 'active',
};

test('an account that was written is given as it was and as it is', () => {
  const before = accountItem({ ...account, version: 2 });
  expect(readStreamRecord(record(before, accountItem(account)))).toEqual({
    kind: 'account-written',
    before: { ...account, version: 2 },
    after: account,
  });
  expect(readStreamRecord(record(undefined, accountItem(account)))).toMatchObject({
    kind: 'account-written',
    before: undefined,
  });
});

test('a session that was removed has ended', () => {
  const { accountId, deviceId, id: sessionId } = session;
  expect(readStreamRecord(record(sessionItem(session)))).toEqual({
    kind: 'session-ended',
    accountId,
    deviceId,
    sessionId,
  });
});

test('everything else is something else', () => {
  for (const other of [
    record(undefined, sessionItem(session)),
    record(sessionItem(session), sessionItem(session)),
    record(accountItem(account)),
    record(undefined, { pk: 'ACCOUNT#1', sk: 'RATE#sign-out#1', count: 1 }),
    record({ pk: 'x', type: 'device' }),
    {},
    { dynamodb: {} },
  ]) {
    expect(readStreamRecord(other)).toEqual({ kind: 'other' });
  }
});
