import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { dynamoDbAccountStore } from '../../../shared/adapters/dynamodb/account-store.ts';
import type { Change } from '../../../shared/domain/ports.ts';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';

// The engine of the tests has a single writer, so that it never cancels a transaction for these reasons.

const storeThatMeets = (error: unknown) =>
  dynamoDbAccountStore(
    {
      send: () => {
        throw error;
      },
    } as unknown as DynamoDBDocumentClient,
    { tables: { sessions: 'sessions' }, retention: { activityDays: 1, signedOutDeviceDays: 1 }, now: () => new Date() },
  );
const cancelled = (codes: (string | undefined)[] | undefined) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    ...(codes && { CancellationReasons: codes.map((Code) => (Code === undefined ? {} : { Code })) }),
  });
const changes: Change[] = [
  {
    kind: 'account',
    before: undefined,
    after: { accountId: 'account', version: 0, createdAt: '2026-11-22T00:00:00.000Z' },
  },
];
const commit = (codes: (string | undefined)[] | undefined) =>
  storeThatMeets(cancelled(codes)).commit('account', changes);

test.each([
  [['ConditionalCheckFailed']],
  [['TransactionConflict']],
  [['None', 'ConditionalCheckFailed', 'None']],
  [['TransactionConflict', 'None', 'ConditionalCheckFailed']],
  [[undefined, 'TransactionConflict']],
])('cancelled for %j: somebody else was faster, so the decision is made again', async (codes) => {
  expect(await commit(codes)).toBe('conflict');
});

test.each([
  [['ThrottlingError']],
  [['ProvisionedThroughputExceeded', 'None']],
  [['ConditionalCheckFailed', 'ThrottlingError']],
  [['TransactionConflict', 'None', 'ProvisionedThroughputExceeded']],
])('cancelled for %j: the store is busy, which is answered as unavailable', async (codes) => {
  await expect(commit(codes)).rejects.toThrow(StoreUnavailableError);
});

test.each([
  [['ValidationError']],
  [['ItemCollectionSizeLimitExceeded']],
  [['ConditionalCheckFailed', 'ValidationError']],
  [['ThrottlingError', 'None', 'ValidationError']],
  [undefined],
])('cancelled for %j: a fault of ours is thrown as it is', async (codes) => {
  await expect(commit(codes)).rejects.toThrow(TransactionCanceledException);
});

test('any other error is thrown as it is, from every method', async () => {
  const error = new Error('broken');
  const store = storeThatMeets(error);
  await expect(store.commit('account', changes)).rejects.toBe(error);
  await expect(store.read('account', {})).rejects.toBe(error);
  await expect(store.readSessions('account', ['key'])).rejects.toBe(error);
});

test('keys that a busy table leaves unanswered are asked for again, and five times at most', async () => {
  let asked = 0;
  const answering = (times: number) => {
    asked = 0;
    return dynamoDbAccountStore(
      {
        send: async (command: { input: { RequestItems: { sessions: object } } }) =>
          asked++ < times ? { UnprocessedKeys: command.input.RequestItems } : { Responses: { sessions: [] } },
      } as unknown as DynamoDBDocumentClient,
      {
        tables: { sessions: 'sessions' },
        retention: { activityDays: 1, signedOutDeviceDays: 1 },
        now: () => new Date(),
      },
    );
  };
  expect(await answering(2).read('account', {})).toEqual({});
  expect(asked).toBe(3);
  await expect(answering(100).read('account', {})).rejects.toThrow(StoreUnavailableError);
});
