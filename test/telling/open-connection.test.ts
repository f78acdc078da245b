import { afterEach, expect, test } from '@jest/globals';
import { useTellingBench } from '../support/telling-bench.ts';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { sessionKey } from '../../shared/adapters/dynamodb/items.ts';
import { openConnection } from '../../shared/domain/connection/open-connection.ts';
import { everythingIn } from '../support/account-records.ts';
import { connectedDevice, onlyConnected } from '../support/connected-device.ts';
import type { ConnectedDevice } from '../support/connected-device.ts';
import { inAnyOrder, rounds } from '../support/rounds.ts';
import { openConnectionOf, openWith, signInReachable, ticketOf } from '../support/told-device.ts';

const bench = await useTellingBench();
const { api, faults, outside } = bench;
const { client, tables } = api.engine;
afterEach(() => {
  faults.mend();
  outside.refused.clear();
});

const scene = () => connectedDevice(bench);
const open = (ticket: string | undefined, connectionId = 'connection') =>
  bench.connections.open({
    requestContext: { connectionId },
    ...(ticket !== undefined && { queryStringParameters: { ticket } }),
  });

test.each([
  ['the device is signed out', 'sign-out-device', undefined],
  ['all others are signed out', 'sign-out-devices', { scope: 'others' }],
] as const)('a connection opened as %s is told of it, or is not opened', async (_, name, body) => {
  const outcomes = await rounds(12, async () => {
    const owner = api.owner();
    const actor = await owner.signIn();
    const target = await signInReachable(bench, owner, {}, { ...onlyConnected, connection: true });
    const ticket = await ticketOf(target);
    const [opened] = await inAnyOrder(
      () => openWith(bench, ticket),
      () => actor.call(name, body ? { body } : { params: { deviceId: target.deviceId } }),
    );
    return opened;
  });
  await bench.tellAll();
  for (const { statusCode, connectionId } of outcomes) {
    const told = outside.receivedOver(connectionId).length;
    expect([statusCode, told, outside.isOpen(connectionId)]).toEqual(
      statusCode === 200 ? [200, 1, false] : [401, 0, false],
    );
  }
});

test('a sign-out between the look at the session and the opening of its connection prevents it', async () => {
  const { target, signOut } = await scene();
  const ticket = await ticketOf(target);
  let meanwhile: (() => Promise<void>) | undefined = signOut;
  const connections: typeof api.connections = {
    ...api.connections,
    // The look at the other connections comes after the look at the session.
    async ofDevice(...given) {
      const first = meanwhile;
      meanwhile = undefined;
      await first?.();
      return api.connections.ofDevice(...given);
    },
  };
  const outcome = await openConnection({ ...api.world, connections }, { ticket, connectionId: 'late' });
  expect(outcome.kind).toBe('ended');
  expect(await api.connections.find('late')).toBeUndefined();
});

test('a ticket opens one connection', async () => {
  const { target } = await scene();
  const ticket = await ticketOf(target);
  const statuses = await Promise.all(['one', 'two', 'three'].map((id) => open(ticket, id)));
  expect(statuses.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
  expect((await open(ticket, 'four')).statusCode).toBe(401);
});

test.each([
  [29, 200],
  [30, 401],
  [3600, 401],
])('a ticket that is %i seconds old answers %i', async (age, status) => {
  const { target } = await scene();
  const ticket = await ticketOf(target);
  // A whole second from its making, so that the time of the test itself does not count.
  api.clock.advance(age - 0.5 * Number(status === 200));
  expect((await open(ticket, `aged-${age}`)).statusCode).toBe(status);
});

test.each([
  ['no ticket', undefined],
  ['an empty ticket', ''],
  ['garbage', 'garbage'],
  ['a long text', 'x'.repeat(10_000)],
  ['an access token', 'eyJhbGciOiJSUzI1NiJ9.e30.signature'],
  ['control characters', '\0\n\u2028'],
])('%s opens nothing', async (_, ticket) => {
  const before = await everythingIn(api.engine);
  expect((await open(ticket)).statusCode).toBe(401);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('a ticket of a session that ended meanwhile opens nothing, whichever way it ended', async () => {
  const ends = [
    async ({ signOut }: ConnectedDevice) => signOut(),
    async ({ actor }: ConnectedDevice) => actor.call('sign-out-devices', { body: { scope: 'everywhere' } }),
    async ({ target }: ConnectedDevice) => target.call('end-session'),
    async ({ accountId, target }: ConnectedDevice) =>
      client.send(new DeleteCommand({ TableName: tables.sessions, Key: sessionKey(accountId, target.key) })),
  ];
  for (const end of ends) {
    const all = await scene();
    const ticket = await ticketOf(all.target);
    await end(all);
    expect((await open(ticket, 'ended')).statusCode).toBe(401);
    expect(await api.connections.find('ended')).toBeUndefined();
  }
});

test('a shared session that came to its end opens nothing with a ticket of before', async () => {
  const { target } = await scene();
  api.clock.advance(3590);
  const ticket = await ticketOf(target);
  api.clock.advance(15);
  expect((await open(ticket, 'expired')).statusCode).toBe(401);
});

test('a ticket lies in the table as its hash, bound to its session, and time to live takes it', async () => {
  const { target } = await scene();
  const before = (await everythingIn(api.engine)).length;
  const ticket = await ticketOf(target);
  const items = await everythingIn(api.engine);
  expect(items).toHaveLength(before + 1);
  expect(JSON.stringify(items)).not.toContain(ticket);
  const [kept] = items.filter(({ type }) => type === 'ticket').slice(-1);
  expect(Number(kept?.['expiresAt'])).toBeLessThanOrEqual(Math.floor(api.clock.now().getTime() / 1000) + 30);
});

test('a device has so many connections and no more, until one of them is closed', async () => {
  const { target, connectionId } = await scene();
  const statuses = [];
  for (let n = 0; n < 20; n++) statuses.push((await openConnectionOf(bench, target)).statusCode);
  expect(statuses).toEqual([...Array.from({ length: 19 }, () => 200), 429]);
  expect((await bench.connections.close({ requestContext: { connectionId } })).statusCode).toBe(200);
  expect((await openConnectionOf(bench, target)).statusCode).toBe(200);
  // What API Gateway has long closed without a word does not count.
  api.clock.advance(2 * 3600 + 601);
  const again = await signInReachable(bench, api.owner(), {}, onlyConnected);
  expect(again.connection?.statusCode).toBe(200);
});

test('closing what is not open, or was closed before, changes nothing', async () => {
  const { connectionId } = await scene();
  const close = (id: string) => bench.connections.close({ requestContext: { connectionId: id } });
  await close(connectionId);
  const before = await everythingIn(api.engine);
  expect([(await close(connectionId)).statusCode, (await close('unknown')).statusCode]).toEqual([200, 200]);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('where the store cannot be asked, no connection is opened', async () => {
  const { target } = await scene();
  for (const call of ['connections.takeTicket', 'store.read', 'connections.ofDevice', 'connections.open']) {
    const ticket = await ticketOf(target);
    faults.breakAt(call);
    expect((await open(ticket, `broken-${call}`)).statusCode).toBe(503);
    expect(api.log.lines.at(-1)?.code).toBe('RSO_UNAVAILABLE');
    faults.mend();
    expect(await api.connections.find(`broken-${call}`)).toBeUndefined();
  }
});
