import { afterEach, expect, test } from '@jest/globals';
import { useTellingBench } from '../support/telling-bench.ts';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { sessionEndKey, sessionKey } from '../../shared/adapters/dynamodb/items.ts';
import { everythingIn } from '../support/account-records.ts';
import { faultsOf } from '../support/check-account.ts';
import { connectedDevice } from '../support/connected-device.ts';
import type { ConnectedDevice } from '../support/connected-device.ts';
import { receiptsOf } from '../support/told-device.ts';

const bench = await useTellingBench();
const { api, faults, outside } = bench;
const { client, tables } = api.engine;
afterEach(() => {
  faults.mend();
  outside.refused.clear();
});

const scene = () => connectedDevice(bench);
const ping = (connectionId: string, body: string | undefined = '{"type":"ping"}') =>
  bench.connections.answer({ requestContext: { connectionId }, body });

test('a device that says that it is there hears the same, and nothing is written for it', async () => {
  const { connectionId } = await scene();
  const before = await everythingIn(api.engine);
  expect(await ping(connectionId)).toEqual({ statusCode: 200, body: '{"type":"pong"}' });
  expect(await everythingIn(api.engine)).toEqual(before);
});

test.each([
  ['signed out', 'session-revoked', async ({ signOut }: ConnectedDevice) => signOut()],
  [
    'signed out with everything, before the stream has come',
    'session-revoked',
    async ({ actor }: ConnectedDevice) => actor.call('sign-out-devices', { body: { scope: 'others' } }),
  ],
  [
    'at its end',
    'session-expired',
    async ({ accountId, target }: ConnectedDevice) => {
      api.clock.advance(3601);
      return client.send(
        new DeleteCommand({ TableName: tables.sessions, Key: sessionEndKey(accountId, target.registered.session.id) }),
      );
    },
  ],
] as const)(
  'whose session is %s, with the message of it lost, hears "%s" at its next ping and is disconnected',
  async (_, type, end) => {
    const all = await scene();
    await end(all);
    expect(await ping(all.connectionId)).toEqual({ statusCode: 200 });
    expect(outside.receivedOver(all.connectionId)).toEqual([{ type }]);
    expect(outside.isOpen(all.connectionId)).toBe(false);
    const { session } = await receiptsOf(bench, all.accountId, all.target);
    expect(session?.deliveredAt !== undefined).toBe(type === 'session-revoked');
    expect(await faultsOf(api, all.accountId)).toEqual([]);
    // What comes late finds nobody, and moves nothing.
    api.clock.advance(5);
    await bench.tellAll();
    expect((await receiptsOf(bench, all.accountId, all.target)).session?.deliveredAt).toBe(session?.deliveredAt);
    expect(outside.receivedOver(all.connectionId)).toHaveLength(1);
  },
);

test('a connection that nobody knows, or whose session is gone, is ended', async () => {
  outside.connect('unknown');
  expect(await ping('unknown')).toEqual({ statusCode: 200 });
  expect(outside.isOpen('unknown')).toBe(false);
  const { accountId, target, connectionId } = await scene();
  await client.send(new DeleteCommand({ TableName: tables.sessions, Key: sessionKey(accountId, target.key) }));
  expect(await ping(connectionId)).toEqual({ statusCode: 200 });
  expect(outside.isOpen(connectionId)).toBe(false);
});

test.each([
  ['nothing', undefined],
  ['an empty text', ''],
  ['a bare word', 'ping'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a text', '"ping"'],
  ['an empty object', '{}'],
  ['another type', '{"type":"pong"}'],
  ['a list of types', '{"type":["ping"]}'],
  ['half a ping', '{"type":"ping"'],
  ['a ping in a list', '[{"type":"ping"}]'],
  ['a zero byte', '\0'],
  ['ten thousand nested lists', '['.repeat(10_000)],
  ['the type of a prototype', '{"__proto__":{"type":"ping"}}'],
])('%s is no message: it is answered as such, and nothing is asked for it', async (_, body) => {
  faults.breakAt('connections.find');
  expect(await bench.connections.answer({ requestContext: { connectionId: 'any' }, body })).toEqual({
    statusCode: 200,
    body: '{"type":"error","code":"invalid-request"}',
  });
});

test('where the store cannot be asked, a ping is not answered with a pong, and nobody is disconnected', async () => {
  const { connectionId } = await scene();
  for (const call of ['connections.find', 'store.read']) {
    faults.breakAt(call);
    expect(await ping(connectionId)).toEqual({ statusCode: 200, body: '{"type":"error","code":"unavailable"}' });
    faults.mend();
  }
  expect(outside.isOpen(connectionId)).toBe(true);
});
