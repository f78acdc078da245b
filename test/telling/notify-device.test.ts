import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test } from '@jest/globals';
import { pushTokenKey, sessionKey } from '../../shared/adapters/dynamodb/items.ts';
import { recordsOf } from '../support/account-records.ts';
import { faultsOf } from '../support/check-account.ts';
import { useTellingBench } from '../support/telling-bench.ts';
import { receiptsOf, signInApps, signInReachable } from '../support/told-device.ts';
import type { ReachableApp } from '../support/told-device.ts';

const bench = await useTellingBench();
const { api, faults, outside } = bench;
const { client, tables } = api.engine;
afterEach(() => {
  faults.mend();
  outside.refused.clear();
  outside.platforms.add('fcm');
});

const quiet = { connection: true, refreshToken: true } as const;
/** A device with so many apps that have brought a push token, and another device that can sign it out. */
const device = async (count = 1) => {
  await bench.tellAll();
  const owner = api.owner();
  const actor = await owner.signIn();
  const apps = await signInApps(
    bench,
    owner,
    Array.from({ length: count }, () => quiet),
  );
  const [first] = apps;
  const signOut = async () => {
    await actor.call('sign-out-device', { params: { deviceId: first.deviceId } });
    await bench.follow('publish-events');
  };
  return { owner, actor, apps, first, deviceId: first.deviceId, signOut };
};
const push = () => bench.deliver('notify-device');
const pushesTo = ({ pushToken }: Pick<ReachableApp, 'pushToken'>) =>
  outside.pushed.filter(({ token }) => token === pushToken).length;
const ownerOf = async (token: string) => {
  const Key = pushTokenKey({ platform: 'fcm', token });
  return (await client.send(new GetCommand({ TableName: tables.sessions, Key, ConsistentRead: true }))).Item;
};
const sessionOf = async (accountId: string, { sessionId }: ReachableApp) =>
  (await recordsOf(api.engine, accountId)).sessions.find(({ id }) => id === sessionId);

test('each app of a device that is signed out gets its own push, and the receipt says when the first went out', async () => {
  const { owner, apps, signOut } = await device(2);
  await signOut();
  expect((await push()).failed).toEqual([]);
  expect(apps.map(pushesTo)).toEqual([1, 1]);
  const receipts = await Promise.all(apps.map((app) => receiptsOf(bench, owner.accountId, app)));
  const [earliest] = receipts.map(({ session }) => session?.pushedAt ?? '').toSorted();
  expect(earliest).not.toBe('');
  expect(receipts.map(({ device: whole }) => whole?.pushedAt)).toEqual([earliest, earliest]);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('an app that cannot be reached does not keep the others from their push', async () => {
  const { owner, apps, first, signOut } = await device(3);
  await signOut();
  outside.refused.add(first.pushToken);
  expect((await push()).failed).toHaveLength(1);
  expect(apps.map(pushesTo)).toEqual([0, 1, 1]);
  expect((await receiptsOf(bench, owner.accountId, first)).session).not.toHaveProperty('pushedAt');
  outside.refused.clear();
  expect((await push()).failed).toEqual([]);
  expect(apps.map(pushesTo)).toEqual([1, 1, 1]);
});

test.each([
  ['a platform without credentials', 'pushes nothing, and keeps the token for when it has some', true],
  ['a token that the platform does not take', 'pushes nothing, and forgets the token', false],
])('%s %s', async (what, _, kept) => {
  await bench.tellAll();
  const owner = api.owner();
  const actor = await owner.signIn();
  const token = `${kept ? 'good' : 'bad'}-${what.replaceAll(' ', '-')}`;
  const target = await signInReachable(bench, owner, { push: { platform: 'fcm', token } }, quiet);
  if (kept) outside.platforms.delete('fcm');
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  await bench.follow('publish-events');
  expect((await push()).failed).toEqual([]);
  expect(outside.pushed.filter((one) => one.token === token)).toEqual([]);
  expect((await receiptsOf(bench, owner.accountId, target)).session).not.toHaveProperty('pushedAt');
  expect((await sessionOf(owner.accountId, target))?.push !== undefined).toBe(kept);
  expect((await ownerOf(token)) !== undefined).toBe(kept);
});

test('a phone that changes hands: its token moves to the new owner, who does not hear of the sign-outs of the old one', async () => {
  const { owner, first, signOut } = await device();
  const brought = { push: { platform: 'fcm', token: first.pushToken } };
  const other = await signInReachable(bench, api.owner(), brought, quiet);
  await signOut();
  expect((await push()).failed).toEqual([]);
  expect(pushesTo(first)).toBe(0);
  expect((await receiptsOf(bench, owner.accountId, first)).session).not.toHaveProperty('pushedAt');
  expect(await ownerOf(first.pushToken)).toMatchObject({ key: other.key });
});

test('a phone that changes hands and back again is pushed to for the first owner again, with the token that it had', async () => {
  const { first, signOut } = await device();
  const brought = { push: { platform: 'fcm', token: first.pushToken } };
  await signInReachable(bench, api.owner(), brought, quiet);
  expect((await first.call('check-in', { body: brought })).status).toBe(200);
  expect(await ownerOf(first.pushToken)).toMatchObject({ key: first.key });
  await signOut();
  expect((await push()).failed).toEqual([]);
  expect(pushesTo(first)).toBe(1);
});

test('a token that has moved to another app or session of the same account is pushed to for that one only', async () => {
  const { owner, apps, first, actor, deviceId } = await device(2);
  const [, second] = apps;
  const brought = { push: { platform: 'fcm', token: first.pushToken } };
  expect((await second?.call('check-in', { body: brought }))?.status).toBe(200);
  await actor.call('sign-out-session', { params: { deviceId, sessionId: first.sessionId } });
  await bench.follow('publish-events');
  await push();
  expect(pushesTo(first)).toBe(0);
  await actor.call('sign-out-session', { params: { deviceId, sessionId: second?.sessionId ?? '' } });
  await bench.follow('publish-events');
  await push();
  expect(pushesTo(first)).toBe(1);
  expect((await receiptsOf(bench, owner.accountId, first)).session).not.toHaveProperty('pushedAt');
});

test('a token that moves away while the push is under way is neither remembered nor forgotten for its new owner', async () => {
  const { first, signOut } = await device();
  await signOut();
  const other = api.owner();
  const brought = { push: { platform: 'fcm', token: first.pushToken } };
  // The endpoint is made, and then somebody else brings the token.
  faults.breakAt('pushTokens.remember');
  expect((await push()).failed).toHaveLength(1);
  const newOwner = await signInReachable(bench, other, brought, quiet);
  faults.mend();
  expect((await push()).failed).toEqual([]);
  expect(await ownerOf(first.pushToken)).toMatchObject({ key: newOwner.key });
  expect(await ownerOf(first.pushToken)).not.toHaveProperty('endpoint');
});

test('an app that was removed is forgotten; what brings the token again is pushed to again', async () => {
  const { owner, apps, first, signOut, deviceId } = await device(2);
  await signOut();
  faults.breakAt('platforms.send');
  expect((await push()).failed).toHaveLength(1);
  outside.disableEndpoints();
  faults.mend();
  expect((await push()).failed).toEqual([]);
  expect(apps.map(pushesTo)).toEqual([0, 0]);
  for (const app of apps) {
    expect(await ownerOf(app.pushToken)).toBeUndefined();
    expect(await sessionOf(owner.accountId, app)).not.toHaveProperty('push');
  }
  expect((await receiptsOf(bench, owner.accountId, first)).device).not.toHaveProperty('pushedAt');

  api.clock.advance(2);
  const again = await signInReachable(
    bench,
    owner,
    { device: { id: deviceId, secret: first.deviceSecret } },
    { ...quiet, push: true },
  );
  const brought = { push: { platform: 'fcm', token: first.pushToken } };
  expect((await again.call('check-in', { body: brought })).status).toBe(200);
  await again.call('end-session');
  await bench.follow('publish-events');
  expect((await push()).failed).toEqual([]);
  expect(pushesTo(first)).toBe(1);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('a check-in with the same token brings it again: what was found out about it before is asked anew', async () => {
  const { actor, apps, first, deviceId } = await device(2);
  const [, second] = apps;
  await actor.call('sign-out-session', { params: { deviceId, sessionId: first.sessionId } });
  await bench.follow('publish-events');
  await push();
  expect(await ownerOf(first.pushToken)).toHaveProperty('endpoint');
  const brought = { push: { platform: 'fcm', token: first.pushToken } };
  await second?.call('check-in', { body: brought });
  expect(await ownerOf(first.pushToken)).not.toHaveProperty('endpoint');
});

test('a device that was forgotten before the event came: it is pushed to, and its session says so', async () => {
  const { owner, actor, first, deviceId, signOut } = await device();
  await signOut();
  expect((await actor.call('forget-device', { params: { deviceId } })).status).toBe(204);
  expect((await push()).failed).toEqual([]);
  expect(pushesTo(first)).toBe(1);
  expect((await receiptsOf(bench, owner.accountId, first)).session).toHaveProperty('pushedAt');
});

test('a session whose row is gone is nobody to push to', async () => {
  const { owner, first, signOut } = await device();
  await signOut();
  await client.send(new DeleteCommand({ TableName: tables.sessions, Key: sessionKey(owner.accountId, first.key) }));
  expect((await push()).failed).toEqual([]);
  expect(pushesTo(first)).toBe(0);
});

const calls = [
  'store.readActivity',
  'store.readSessions',
  'store.read',
  'store.commit',
  'pushTokens.owner',
  'pushTokens.remember',
  'platforms.provideEndpoint',
  'platforms.send',
];

test.each(calls)('a failure at %s, before its work or after, is made good by the next attempt', async (call) => {
  for (const when of ['before', 'after'] as const) {
    const { owner, first, signOut } = await device();
    await signOut();
    faults.breakAt(call, when);
    expect((await push()).failed).toHaveLength(1);
    faults.mend();
    const noted = (await receiptsOf(bench, owner.accountId, first)).device;
    api.clock.advance(2);
    expect((await push()).failed).toEqual([]);
    expect(pushesTo(first)).toBeGreaterThanOrEqual(1);
    const { device: receipt } = await receiptsOf(bench, owner.accountId, first);
    expect(receipt).toMatchObject({ ...noted, pushedAt: expect.any(String) });
    expect(noted?.pushedAt ?? receipt?.pushedAt).toBe(receipt?.pushedAt);
  }
});

test.each(['pushTokens.forget', 'store.commit'])(
  'a failure at %s while a dead token is forgotten is borne: the next attempt pushes nothing, and is done',
  async (call) => {
    const { owner, first, signOut } = await device();
    await signOut();
    faults.breakAt('platforms.send');
    await push();
    outside.disableEndpoints();
    faults.breakAt(call);
    expect((await push()).failed).toHaveLength(1);
    faults.mend();
    expect((await push()).failed).toEqual([]);
    expect(pushesTo(first)).toBe(0);
    expect(await sessionOf(owner.accountId, first)).not.toHaveProperty('push');
  },
);
