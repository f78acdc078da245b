import { expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a signed-out device is forgotten: off the list, its history kept, its session refused as before', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  const params = { deviceId: target.deviceId };
  await actor.call('sign-out-device', { params, body: { reason: 'selling' } });
  const answer = await actor.call('forget-device', { params });
  expect([answer.status, answer.text]).toEqual([204, '']);

  expect((await actor.call('get-device', { params })).status).toBe(404);
  expect((await actor.call('forget-device', { params })).status).toBe(404);
  expect((await actor.call('list-devices', { query: { state: 'all' } })).body.devices).toHaveLength(1);
  const refused = await target.call('check-in');
  expect(refused.body).toMatchObject({ code: 'session-revoked', signOut: { reason: 'selling' } });
  const types = (await actor.call('list-activity')).body.activity.map(({ type }: { type: string }) => type);
  expect(types).toEqual(['sign-out-delivered', 'device-forgotten', 'device-signed-out', 'signed-in', 'signed-in']);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('a forgotten device comes back as a new one', async () => {
  const { owner, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  const params = { deviceId: target.deviceId };
  await actor.call('sign-out-device', { params });
  await actor.call('forget-device', { params });
  api.clock.advance(1);
  const back = await owner.signIn({ device: { id: target.deviceId, secret: target.deviceSecret } });
  expect(back.deviceId).not.toBe(target.deviceId);
  expect(back.registered).toHaveProperty('deviceSecret');
});

test('a device that an account-wide sign-out covers is forgotten with its sessions ended, settled or not', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  await actor.call('sign-out-devices', { body: { scope: 'others' } });
  expect((await actor.call('forget-device', { params: { deviceId: target.deviceId } })).status).toBe(204);
  const { sessions } = await recordsOf(api.engine, accountId);
  expect(sessions.map(({ state }) => state).toSorted()).toEqual(['active', 'signed-out']);
  expect((await target.call('check-in')).body.code).toBe('session-revoked');
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('forgetting a device whose session has ended by itself records that end', async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const shared = await owner.signIn({ shared: true });
  api.clock.advance(3601);
  expect((await actor.call('forget-device', { params: { deviceId: shared.deviceId } })).status).toBe(204);
  const { activity, sessions } = await recordsOf(api.engine, owner.accountId);
  expect(sessions.find(({ id }) => id === shared.sessionId)?.state).toBe('expired');
  expect(activity.filter(({ type }) => type === 'session-expired')).toHaveLength(1);
  expect((await shared.call('check-in')).body.code).toBe('session-expired');
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});
