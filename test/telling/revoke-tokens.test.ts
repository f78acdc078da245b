import { UpdateCommand, DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test } from '@jest/globals';
import { sessionKey, vaultKey } from '../../shared/adapters/dynamodb/items.ts';
import { dynamoDbVault } from '../../shared/adapters/dynamodb/vault.ts';
import { revokeRefreshTokens } from '../../shared/domain/telling/revoke-refresh-tokens.ts';
import { recordsOf } from '../support/account-records.ts';
import { faultsOf } from '../support/check-account.ts';
import { useTellingBench } from '../support/telling-bench.ts';
import { depositOf, receiptsOf, signInApps, signInReachable } from '../support/told-device.ts';

const bench = await useTellingBench();
const { api, faults, outside } = bench;
const { client, tables } = api.engine;
afterEach(() => {
  faults.mend();
  outside.refused.clear();
});

/** A device with apps that have deposited a refresh token, or not, signed out as a whole; the event is on its way. */
const signedOut = async (deposits: readonly boolean[] = [true]) => {
  await bench.tellAll();
  const owner = api.owner();
  const actor = await owner.signIn();
  const apps = await signInApps(
    bench,
    owner,
    deposits.map((deposited) => ({ push: true, connection: true, ...(!deposited && { refreshToken: true }) })),
  );
  const [first] = apps;
  await actor.call('sign-out-device', { params: { deviceId: first.deviceId } });
  await bench.follow('publish-events');
  return { owner, actor, apps, first, deviceId: first.deviceId };
};
const revoke = () => bench.deliver('revoke-tokens');

test('a device has its tokens revoked when each of its apps has, and at the time of the last', async () => {
  const { owner, apps, first } = await signedOut([true, true]);
  const [, second] = apps;
  outside.refused.add(second?.refreshToken ?? '');
  expect((await revoke()).failed).toHaveLength(1);
  const half = await receiptsOf(bench, owner.accountId, first);
  expect(half.session).toHaveProperty('tokensRevokedAt');
  expect(half.device).not.toHaveProperty('tokensRevokedAt');
  outside.refused.clear();
  api.clock.advance(10);
  expect((await revoke()).failed).toEqual([]);
  const whole = await receiptsOf(bench, owner.accountId, first);
  expect(whole.session?.tokensRevokedAt).toBe(half.session?.tokensRevokedAt);
  expect(String(whole.device?.tokensRevokedAt) > String(whole.session?.tokensRevokedAt)).toBe(true);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('one token that cannot be revoked does not keep the others of the device from it', async () => {
  const { apps, first } = await signedOut([true, true, true]);
  outside.refused.add(first.refreshToken);
  expect((await revoke()).failed).toHaveLength(1);
  expect(await Promise.all(apps.map(({ key }) => depositOf(bench, key)))).toEqual([
    first.refreshToken,
    undefined,
    undefined,
  ]);
  expect((await revoke()).failed).toHaveLength(1);
  expect(outside.revoked.filter((token) => apps.some(({ refreshToken }) => refreshToken === token))).toHaveLength(2);
});

test('an app that has deposited none has none revoked, nor has its device', async () => {
  const { owner, apps, first } = await signedOut([false, true]);
  expect((await revoke()).failed).toEqual([]);
  const [, second] = apps;
  expect((await receiptsOf(bench, owner.accountId, first)).session).not.toHaveProperty('tokensRevokedAt');
  const receipts = await receiptsOf(bench, owner.accountId, { sessionId: second?.sessionId ?? '' });
  expect(receipts.session).toHaveProperty('tokensRevokedAt');
  expect(receipts.device).not.toHaveProperty('tokensRevokedAt');
});

test('what Cognito says is no refresh token leaves the vault, and nothing is called revoked', async () => {
  const { owner, first } = await signedOut();
  outside.notRefreshTokens.add(first.refreshToken);
  expect((await revoke()).failed).toEqual([]);
  expect(await depositOf(bench, first.key)).toBeUndefined();
  expect((await receiptsOf(bench, owner.accountId, first)).session).not.toHaveProperty('tokensRevokedAt');
});

test.each([
  'vault.read',
  'revoker.revoke',
  'store.readActivity',
  'store.read',
  'store.readSessions',
  'store.commit',
  'vault.remove',
])(
  'a failure at %s, before its work or after, is made good by the next attempt; the token leaves the vault last',
  async (call) => {
    for (const when of ['before', 'after'] as const) {
      const { owner, first } = await signedOut();
      faults.breakAt(call, when);
      expect((await revoke()).failed).toHaveLength(1);
      const gone = (await depositOf(bench, first.key)) === undefined;
      expect(gone).toBe(call === 'vault.remove' && when === 'after');
      expect(gone ? outside.revoked : [first.refreshToken]).toContain(first.refreshToken);
      faults.mend();
      const noted = (await receiptsOf(bench, owner.accountId, first)).session;
      api.clock.advance(2);
      expect((await revoke()).failed).toEqual([]);
      // What was noted before the failure has not moved.
      expect((await receiptsOf(bench, owner.accountId, first)).session).toMatchObject({ ...noted });
      expect(await depositOf(bench, first.key)).toBeUndefined();
      expect(outside.revoked).toContain(first.refreshToken);
      expect((await receiptsOf(bench, owner.accountId, first)).session).toHaveProperty('tokensRevokedAt');
      expect(await faultsOf(api, owner.accountId)).toEqual([]);
    }
  },
);

test('a device that was forgotten before the event came: its token is revoked, and its session says so', async () => {
  const { owner, actor, first, deviceId } = await signedOut();
  expect((await actor.call('forget-device', { params: { deviceId } })).status).toBe(204);
  expect((await revoke()).failed).toEqual([]);
  expect(outside.revoked).toContain(first.refreshToken);
  expect((await receiptsOf(bench, owner.accountId, first)).session).toHaveProperty('tokensRevokedAt');
  expect((await recordsOf(api.engine, owner.accountId)).devices).toHaveLength(1);
});

test('a device that is signed in again before the event came keeps its new token, and its new session has no receipt', async () => {
  const { owner, first, deviceId } = await signedOut();
  api.clock.advance(2);
  const again = await signInReachable(
    bench,
    owner,
    { device: { id: deviceId, secret: first.deviceSecret } },
    { connection: true },
  );
  expect((await revoke()).failed).toEqual([]);
  expect(outside.revoked).toContain(first.refreshToken);
  expect(await depositOf(bench, again.key)).toBe(again.refreshToken);
  expect(outside.revoked).not.toContain(again.refreshToken);
  const { devices } = await recordsOf(api.engine, owner.accountId);
  expect(devices.find(({ id }) => id === deviceId)).not.toHaveProperty('signOut');
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
  expect((await again.call('check-in')).status).toBe(200);
});

test('a session whose row is gone has its token revoked all the same', async () => {
  const { owner, first } = await signedOut();
  await client.send(new DeleteCommand({ TableName: tables.sessions, Key: sessionKey(owner.accountId, first.key) }));
  expect((await revoke()).failed).toEqual([]);
  expect(outside.revoked).toContain(first.refreshToken);
  expect(await depositOf(bench, first.key)).toBeUndefined();
});

test('a token that took the place of the one just revoked stays, and is revoked by the next attempt', async () => {
  const { first } = await signedOut();
  faults.breakAt('vault.remove');
  await revoke();
  await client.send(
    new UpdateCommand({
      TableName: tables.vault,
      Key: vaultKey(first.key, 'first'),
      UpdateExpression: 'SET refreshToken = :token',
      ExpressionAttributeValues: { ':token': 'took-its-place' },
    }),
  );
  faults.mend();
  await revoke();
  expect(outside.revoked).toContain('took-its-place');
  expect(await depositOf(bench, first.key)).toBeUndefined();
});

test('tokens of one device are revoked one after the other: Cognito allows so many calls a second for everybody', async () => {
  await signedOut([true, true, true]);
  let atOnce = 0;
  let atOnceMax = 0;
  const { revoker } = outside.ports;
  const slowly = {
    revoke: async (given: Parameters<typeof revoker.revoke>[0]) => {
      atOnceMax = Math.max(atOnceMax, ++atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce--;
      return revoker.revoke(given);
    },
  };
  const event = bench.taken.at(-1);
  const tokens = await revokeRefreshTokens(
    { ...api.world, vault: dynamoDbVault(client, tables.vault), revoker: slowly },
    {
      accountId: event?.sub_id.user.sub ?? '',
      activityId: event?.jti ?? 'act_',
      deviceId: event?.sub_id.device?.id ?? 'dev_',
    },
  );
  expect([tokens, atOnceMax]).toEqual([3, 1]);
});

test('a token that the device brought later does not keep that of its registration alive', async () => {
  await bench.tellAll();
  const owner = api.owner();
  const actor = await owner.signIn();
  const stolen = await owner.signIn({ refreshToken: 'the-real-one' });
  expect((await stolen.call('check-in', { body: { refreshToken: 'anything' } })).status).toBe(200);
  await actor.call('sign-out-device', { params: { deviceId: stolen.deviceId } });
  await bench.follow('publish-events');
  await revoke();
  expect(outside.revoked).toEqual(expect.arrayContaining(['the-real-one', 'anything']));
  expect(await depositOf(bench, stolen.token['origin_jti'] ?? '')).toBeUndefined();
});
