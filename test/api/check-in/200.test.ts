import { expect, test } from '@jest/globals';
import { dynamoDbVault } from '../../../shared/adapters/dynamodb/vault.ts';
import { everythingIn, recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

const inVault = async (token: Record<string, string>) => {
  const vault = dynamoDbVault(api.engine.client, api.engine.tables.vault);
  return (await vault.read(token['origin_jti'] ?? '')).map(({ refreshToken }) => refreshToken);
};

test('a session that is signed in hears so, and when to ask again; nothing is written for it', async () => {
  const { devices } = await seedAccount(api, 1);
  const [device] = devices;
  const before = await everythingIn(api.engine);
  const answer = await device.call('check-in');
  expect([answer.status, answer.body]).toEqual([200, { state: 'active', checkInAfter: 60 }]);
  expect((await device.call('check-in', { body: {} })).body).toEqual(answer.body);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('a later refresh token takes the place of the later one before; that of the registration stays', async () => {
  const owner = api.owner();
  const device = await owner.signIn({ refreshToken: 'first' });
  for (const refreshToken of ['second', 'third']) {
    expect((await device.call('check-in', { body: { refreshToken } })).status).toBe(200);
    expect(await inVault(device.token)).toEqual(['first', refreshToken]);
  }
});

test('a new push registration takes the place of the old one, and the same one changes nothing', async () => {
  const { accountId, devices } = await seedAccount(api, 1);
  const [device] = devices;
  const pushOf = async () => (await recordsOf(api.engine, accountId)).sessions[0]?.push;
  for (const token of ['first-push-token', 'second-push-token']) {
    const push = { platform: 'apns', token };
    expect((await device.call('check-in', { body: { push } })).status).toBe(200);
    expect(await pushOf()).toEqual(push);
    const before = await everythingIn(api.engine);
    expect((await device.call('check-in', { body: { push } })).status).toBe(200);
    expect(await everythingIn(api.engine)).toEqual(before);
  }
});

test('what a signed-out session brings is not taken', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  const brought = { refreshToken: 'brought-late', push: { platform: 'fcm', token: 'brought-late' } };
  expect((await target.call('check-in', { body: brought })).body.code).toBe('session-revoked');
  expect(JSON.stringify(await everythingIn(api.engine))).not.toContain('brought-late');
  expect(await faultsOf(api, accountId)).toEqual([]);
});
