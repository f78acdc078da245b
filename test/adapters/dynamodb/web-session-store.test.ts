import { randomBytes } from 'node:crypto';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, test } from '@jest/globals';
import { dynamoDbWebSessionStore } from '../../../shared/adapters/dynamodb/web-session-store.ts';
import type { WebSession } from '../../../shared/domain/web-session/ports.ts';
import { startTestEngine } from '../../support/engine.ts';

const engine = await startTestEngine();
afterAll(() => engine.close());
const table = 'web-sessions';
await engine.client.send(
  new CreateTableCommand({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  }),
);
let seconds = 1_800_000_000;
const store = dynamoDbWebSessionStore(engine.client, { table, now: () => new Date(seconds * 1000) });

const newId = () => randomBytes(32).toString('base64url');
const session = (): WebSession => ({
  accountId: 'ada',
  endsAt: seconds + 100,
  version: 0,
  accessToken: 'access',
  accessTokenEndsAt: seconds + 60,
  refreshToken: 'refresh',
});
const others = { accessToken: 'access-2', accessTokenEndsAt: seconds + 90, refreshToken: 'refresh-2' };

test('a session is read as it was put, by its own id alone', async () => {
  const id = newId();
  await store.put(id, session());
  expect(await store.read(id)).toEqual(session());
  expect(await store.read(newId())).toBeUndefined();
});

test('at its end it is unknown, though its item is still there', async () => {
  const id = newId();
  await store.put(id, session());
  seconds += 99;
  expect(await store.read(id)).toBeDefined();
  seconds += 1;
  expect(await store.read(id)).toBeUndefined();
});

test('of two that replace the tokens of the same reading one does', async () => {
  const id = newId();
  await store.put(id, session());
  const read = session();
  const done = await Promise.all([store.replaceTokens(id, read, others), store.replaceTokens(id, read, others)]);
  expect(done.toSorted()).toEqual([false, true]);
  expect(await store.read(id)).toEqual({ ...session(), ...others, version: 1 });
});

test('tokens that come late do not bring back what was removed; removing twice is no error', async () => {
  const id = newId();
  await store.put(id, session());
  await store.remove(id);
  await store.remove(id);
  expect(await store.replaceTokens(id, session(), others)).toBe(false);
  expect(await store.read(id)).toBeUndefined();
});
