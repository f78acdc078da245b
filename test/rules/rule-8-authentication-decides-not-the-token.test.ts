import { expect, test } from '@jest/globals';
import { useTestApi } from '../support/use-test-api.ts';

const api = await useTestApi();

test('managed login gives a signed-out device a new token without a password: it does not count until the owner authenticates', async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const device = await owner.signIn();
  api.clock.advance(60);
  await actor.call('sign-out-device', { params: { deviceId: device.deviceId } });
  api.clock.advance(60);

  const cookie = { auth_time: device.token['auth_time'] ?? '' };
  for (const body of [
    { device: { id: device.deviceId, secret: device.deviceSecret } },
    { device: { id: device.deviceId, secret: 'lost' } },
    {},
  ]) {
    const token = { ...owner.claims(), ...cookie };
    const refused = await api.callAs(token, 'register-session', { body });
    expect([refused.status, refused.body.code]).toEqual([401, 'reauthentication-required']);
    expect((await api.callAs(token, 'check-in')).body.code).toBe('session-not-registered');
  }
  const back = await owner.signIn({ device: { id: device.deviceId, secret: device.deviceSecret } });
  expect(back.deviceId).toBe(device.deviceId);
  expect((await back.call('check-in')).status).toBe(200);
});

test('the old token stays refused after its device has signed in again', async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const device = await owner.signIn();
  await actor.call('sign-out-device', { params: { deviceId: device.deviceId } });
  api.clock.advance(1);
  await owner.signIn({ device: { id: device.deviceId, secret: device.deviceSecret } });
  const refreshed = { ...device.token, jti: 'refreshed', iat: String(Math.floor(api.clock.now().getTime() / 1000)) };
  for (const token of [device.token, refreshed]) {
    expect((await api.callAs(token, 'check-in')).body.code).toBe('session-revoked');
    expect((await api.callAs(token, 'register-session')).body.code).toBe('session-revoked');
  }
});
