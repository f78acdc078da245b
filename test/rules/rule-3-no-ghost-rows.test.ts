import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { recordsOf } from '../support/account-records.ts';
import { faultsOf } from '../support/check-account.ts';
import { useTestApi } from '../support/use-test-api.ts';

const api = await useTestApi();

test('signing in on a device again and again, signed out in every way between, finds its one record', async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const first = await owner.signIn({ device: { name: 'Laptop' } });
  const device = { id: first.deviceId, secret: first.deviceSecret };
  let latest = first;
  const ways = [
    () => actor.call('sign-out-device', { params: { deviceId: device.id } }),
    () => actor.call('sign-out-session', { params: { deviceId: device.id, sessionId: latest.sessionId } }),
    () => actor.call('sign-out-devices', { body: { scope: 'others' } }),
    () => latest.call('end-session'),
    () => latest.call('sign-out-device', { params: { deviceId: device.id } }),
    async () => ({ status: 202 }),
  ];
  for (const signOut of ways) {
    expect([202, 204]).toContain((await signOut()).status);
    api.clock.advance(1);
    latest = await owner.signIn({ device });
    expect(latest.deviceId).toBe(device.id);
    expect(latest.registered.device.name).toBe('Laptop');
  }
  const { body } = await latest.call('list-devices', { query: { state: 'all' } });
  expect(body.devices).toHaveLength(2);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('a token whose session row is gone is refused, whatever its device record says', async () => {
  const owner = api.owner();
  const device = await owner.signIn();
  await api.engine.client.send(
    new DeleteCommand({
      TableName: api.engine.tables.sessions,
      Key: { pk: `ACCOUNT#${owner.accountId}`, sk: `SESSION#${device.token['origin_jti']}` },
    }),
  );
  expect((await recordsOf(api.engine, owner.accountId)).devices[0]?.state).toBe('active');
  const answer = await device.call('check-in');
  expect([answer.status, answer.body.code]).toEqual([401, 'session-not-registered']);
});

test('a refused registration leaves no device and no session behind', async () => {
  const owner = api.owner();
  const console_ = { clientId: 'console-client' };
  await owner.signIn({}, console_);
  await owner.signIn({}, console_);
  expect((await api.callAs(owner.claims(console_), 'register-session')).status).toBe(409);
  const { devices, sessions } = await recordsOf(api.engine, owner.accountId);
  expect([devices.length, sessions.length]).toEqual([2, 2]);
});
