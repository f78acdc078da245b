import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { dynamoDbAlertLedger } from '../../../shared/adapters/dynamodb/alert-ledger.ts';
import { dynamoDbConnectionStore } from '../../../shared/adapters/dynamodb/connection-store.ts';
import { pushTokenKey, sessionItem, vaultKey } from '../../../shared/adapters/dynamodb/items.ts';
import { dynamoDbPushTokens } from '../../../shared/adapters/dynamodb/push-tokens.ts';
import { dynamoDbVault } from '../../../shared/adapters/dynamodb/vault.ts';
import { systemWorld } from '../../../shared/adapters/system/system-world.ts';
import type { Connection } from '../../../shared/domain/connection/ports.ts';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';
import type { Session } from '../../../shared/domain/session/session.ts';
import { startTestEngine } from '../../support/engine.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const { engine } = await useTestApi();
const { client, tables } = engine;
const { newId } = systemWorld();
let time = Date.parse('2026-11-22T19:00:00.000Z');
const now = () => new Date(time);
const pass = (seconds: number) => void (time += seconds * 1000);
const records = { table: tables.sessions, now };

const aSession = (): Session => ({
  accountId: randomUUID(),
  key: randomUUID(),
  id: newId.session(),
  deviceId: newId.device(),
  version: 1,
  clientId: 'client',
  app: { name: 'App' },
  authTime: 1,
  createdAt: now().toISOString(),
  lastSeenAt: now().toISOString(),
  endsAt: time / 1000 + 3600,
  tokensEndAt: time / 1000 + 86_400,
  state: 'active',
});
const keptSession = async () => {
  const session = aSession();
  await client.send(new PutCommand({ TableName: tables.sessions, Item: sessionItem(session) }));
  return session;
};
const itemAt = async (TableName: string, Key: Record<string, string>) =>
  (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

const vault = dynamoDbVault(client, tables.vault);
const deposit = async (key: string, refreshToken: string, brought: 'first' | 'later' = 'first') => {
  const Item = { ...vaultKey(key, brought), refreshToken, clientId: 'client', expiresAt: 1 };
  await client.send(new PutCommand({ TableName: tables.vault, Item }));
  return { refreshToken, clientId: 'client', brought };
};

test('vault: gives what was deposited for the session, and nothing where there is nothing', async () => {
  const key = randomUUID();
  expect(await vault.read(key)).toEqual([]);
  const later = await deposit(key, 'later', 'later');
  expect(await vault.read(key)).toEqual([later]);
  const first = await deposit(key, 'first');
  expect(await vault.read(key)).toEqual([first, later]);
  expect(await vault.read(randomUUID())).toEqual([]);
});

test('vault: takes away this very token, and no other that has taken its place', async () => {
  const key = randomUUID();
  const second = await deposit(key, 'second');
  const later = await deposit(key, 'second', 'later');
  await vault.remove(key, { ...second, refreshToken: 'first' });
  expect(await vault.read(key)).toEqual([second, later]);
  await vault.remove(key, second);
  expect(await vault.read(key)).toEqual([later]);
  await vault.remove(key, second);
});

const pushTokens = dynamoDbPushTokens(client, tables.sessions);
const claim = (token: string, { accountId, key }: Session) => {
  const push = { platform: 'fcm', token } as const;
  const Item = { ...pushTokenKey(push), type: 'push-token', accountId, key, expiresAt: 1 };
  return client.send(new PutCommand({ TableName: tables.sessions, Item }));
};

test('push tokens: only the session that has brought a token last has its endpoint remembered, or has it forgotten', async () => {
  const push = { platform: 'fcm', token: randomUUID() } as const;
  const [first, second] = [aSession(), aSession()];
  const sameKey = { ...first, accountId: second.accountId };
  await claim(push.token, first);
  expect(await pushTokens.owner(push)).toEqual({ accountId: first.accountId, key: first.key });
  for (const other of [second, sameKey]) {
    await pushTokens.remember(push, other, 'of-another');
    await pushTokens.forget(push, other);
  }
  expect(await pushTokens.owner(push)).toEqual({ accountId: first.accountId, key: first.key });
  await pushTokens.remember(push, first, 'endpoint');
  expect(await pushTokens.owner(push)).toEqual({ accountId: first.accountId, key: first.key, endpoint: 'endpoint' });
  // Brought again by another: what was remembered is forgotten with it.
  await claim(push.token, second);
  expect(await pushTokens.owner(push)).toEqual({ accountId: second.accountId, key: second.key });
  await pushTokens.forget(push, first);
  expect(await pushTokens.owner(push)).toBeDefined();
  await pushTokens.forget(push, second);
  expect(await pushTokens.owner(push)).toBeUndefined();
});

test('push tokens: what was forgotten is not made again by remembering, and platforms have tokens of their own', async () => {
  const token = randomUUID();
  const session = aSession();
  await pushTokens.remember({ platform: 'fcm', token }, session, 'endpoint');
  expect(await pushTokens.owner({ platform: 'fcm', token })).toBeUndefined();
  await claim(token, session);
  expect(await pushTokens.owner({ platform: 'adm', token })).toBeUndefined();
});

const connections = dynamoDbConnectionStore(client, records);
const aConnection = ({ accountId, deviceId, id, key }: Session, connectionId: string = randomUUID()): Connection => ({
  connectionId,
  accountId,
  deviceId,
  sessionId: id,
  key,
  openedAt: now().toISOString(),
});

test('connections: opens while the session is as it was read, and is found by its id and by its device', async () => {
  const session = await keptSession();
  const [first, second] = [aConnection(session), aConnection(session)];
  for (const connection of [first, second]) expect(await connections.open(connection, session)).toBe('committed');
  expect(await connections.find(first.connectionId)).toEqual(first);
  const open = await connections.ofDevice(session.accountId, session.deviceId);
  expect(open.toSorted(byId)).toEqual([first, second].toSorted(byId));
  expect(await connections.ofDevice(session.accountId, newId.device())).toEqual([]);
  expect(await connections.ofDevice(randomUUID(), session.deviceId)).toEqual([]);
  await connections.remove(first);
  await connections.remove(first);
  expect(await connections.find(first.connectionId)).toBeUndefined();
  expect(await connections.ofDevice(session.accountId, session.deviceId)).toEqual([second]);
});
const byId = (a: Connection, b: Connection) => (a.connectionId < b.connectionId ? -1 : 1);

test('connections: one of a session that was written meanwhile, or is gone, is not opened, and leaves nothing', async () => {
  const session = await keptSession();
  const changed = { ...session, version: 2 };
  await client.send(new PutCommand({ TableName: tables.sessions, Item: sessionItem(changed) }));
  for (const stale of [session, aSession()]) {
    const connection = aConnection(stale);
    expect(await connections.open(connection, stale)).toBe('conflict');
    expect(await connections.find(connection.connectionId)).toBeUndefined();
    expect(await connections.ofDevice(stale.accountId, stale.deviceId)).toEqual([]);
  }
});

test('connections: a device with more of them than one page of a query holds has all of them found', async () => {
  const session = await keptSession();
  // Of 400 KB at most an item, 1 MB a page: this is some pages.
  const many = Array.from({ length: 12 }, () => aConnection(session));
  for (const connection of many) {
    await connections.open(connection, session);
    await client.send(
      new UpdateCommand({
        TableName: tables.sessions,
        Key: {
          pk: `ACCOUNT#${session.accountId}`,
          sk: `CONNECTION#${session.deviceId}#${connection.connectionId}`,
        },
        UpdateExpression: 'SET padding = :padding',
        ExpressionAttributeValues: { ':padding': 'x'.repeat(300_000) },
      }),
    );
  }
  expect(await connections.ofDevice(session.accountId, session.deviceId)).toHaveLength(12);
});

test('connections: what API Gateway has closed by itself by now is not counted', async () => {
  const session = await keptSession();
  await connections.open(aConnection(session), session);
  pass(2 * 3600);
  expect(await connections.ofDevice(session.accountId, session.deviceId)).toHaveLength(1);
  pass(601);
  expect(await connections.ofDevice(session.accountId, session.deviceId)).toEqual([]);
});

test('tickets: taken once by whoever is first, and not when their time is over', async () => {
  const session = aSession();
  const inSeconds = (seconds: number) => new Date(time + seconds * 1000).toISOString();
  await connections.putTicket('ticket', session, inSeconds(30));
  const taken = await Promise.all(Array.from({ length: 8 }, () => connections.takeTicket('ticket')));
  expect(taken.filter((holder) => holder !== undefined)).toEqual([{ accountId: session.accountId, key: session.key }]);
  await connections.putTicket('late', session, inSeconds(30));
  pass(30);
  expect(await connections.takeTicket('late')).toBeUndefined();
  // Also not when the clock is set back: a late ticket is used up.
  pass(-30);
  expect(await connections.takeTicket('late')).toBeUndefined();
});

const ledger = dynamoDbAlertLedger(client, records);
const alert = () => [randomUUID(), newId.activity()] as const;

test('alerts: of ten that claim one at the same moment one may send it', async () => {
  const [accountId, id] = alert();
  const claims = await Promise.all(Array.from({ length: 10 }, () => ledger.claim(accountId, id)));
  expect(claims.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'busy'), 'claimed']);
});

test('alerts: a claim holds for half a minute, and then one other may; what was counted is not counted again', async () => {
  const [accountId, id] = alert();
  expect(await ledger.claim(accountId, id)).toBe('claimed');
  pass(29);
  expect(await ledger.claim(accountId, id)).toBe('busy');
  pass(1);
  const again = await Promise.all(Array.from({ length: 5 }, () => ledger.claim(accountId, id)));
  expect(again.toSorted()).toEqual(['busy', 'busy', 'busy', 'busy', 'claimed']);
  await ledger.markCounted(accountId, id);
  pass(31);
  expect(await ledger.claim(accountId, id)).toBe('claimed-again');
});

test('alerts: what was sent is done, for as long as it may come again from a dead-letter queue', async () => {
  const [accountId, id] = alert();
  await ledger.claim(accountId, id);
  await ledger.markSent(accountId, id);
  for (const seconds of [0, 31, 28 * 86_400]) {
    pass(seconds);
    expect(await ledger.claim(accountId, id)).toBe('done');
  }
  const Key = { pk: `ACCOUNT#${accountId}`, sk: `ALERT#${id}` };
  expect(Number((await itemAt(tables.sessions, Key))?.['expiresAt'])).toBeGreaterThan(time / 1000 + 28 * 86_400);
});

test('alerts: those of other accounts and other events are their own', async () => {
  const [accountId, id] = alert();
  const [otherAccount, otherId] = alert();
  for (const [account, event] of [
    [accountId, id],
    [accountId, otherId],
    [otherAccount, id],
  ] as const) {
    expect(await ledger.claim(account, event)).toBe('claimed');
  }
});

test('a table that cannot be reached is never taken for an empty one', async () => {
  const away = await startTestEngine();
  const [gone, session] = [{ table: tables.sessions, now }, aSession()];
  await away.stop();
  const stores = {
    vault: dynamoDbVault(away.client, tables.vault),
    pushTokens: dynamoDbPushTokens(away.client, tables.sessions),
    connections: dynamoDbConnectionStore(away.client, gone),
    ledger: dynamoDbAlertLedger(away.client, gone),
  };
  const push = { platform: 'fcm', token: 'a-push-token' } as const;
  for (const call of [
    () => stores.vault.read('key'),
    () => stores.vault.remove('key', { refreshToken: 'token', clientId: 'client', brought: 'first' }),
    () => stores.pushTokens.owner(push),
    () => stores.pushTokens.forget(push, session),
    () => stores.connections.find('id'),
    () => stores.connections.takeTicket('ticket'),
    () => stores.connections.ofDevice(session.accountId, session.deviceId),
    () => stores.connections.open(aConnection(session), session),
    () => stores.ledger.claim('account', 'act_1'),
  ]) {
    await expect(call()).rejects.toThrow(StoreUnavailableError);
  }
  await away.close();
});
