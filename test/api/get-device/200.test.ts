import { expect, test } from '@jest/globals';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a device is shown with its sessions, the newest first, and whether it is the one that asks', async () => {
  const owner = api.owner();
  const laptop = await owner.signIn({ device: { name: 'Laptop' }, app: { name: 'Mail' } });
  api.clock.advance(1);
  const chat = await owner.signIn({
    app: { name: 'Chat' },
    device: { id: laptop.deviceId, secret: laptop.deviceSecret },
  });
  const phone = await owner.signIn({ device: { name: 'Phone' } });
  const params = { deviceId: laptop.deviceId };
  const seen = await phone.call('get-device', { params });
  expect(seen.body).toEqual({ ...chat.registered.device, current: false });
  expect(seen.body.sessions.map(({ id }: { id: string }) => id)).toEqual([chat.sessionId, laptop.sessionId]);
  expect((await laptop.call('get-device', { params })).body).toEqual({ ...seen.body, current: true });
});

test('a signed-out device is still shown, with its receipt', async () => {
  const owner = api.owner();
  const laptop = await owner.signIn();
  const phone = await owner.signIn();
  const params = { deviceId: laptop.deviceId };
  const { body } = await phone.call('sign-out-device', { params, body: { reason: 'unused' } });
  expect((await phone.call('get-device', { params })).body).toEqual(body.device);
});

test('a device that an account-wide sign-out covers is shown as signed out before its records say so', async () => {
  const owner = api.owner();
  const laptop = await owner.signIn();
  const phone = await owner.signIn();
  const ordered = await phone.call('sign-out-devices', { body: { scope: 'others', reason: 'lost' } });
  const signOut = { requestedAt: ordered.body.requestedAt, requestedBy: phone.deviceId, reason: 'lost' };
  const { body } = await phone.call('get-device', { params: { deviceId: laptop.deviceId } });
  expect(body).toMatchObject({ state: 'signed-out', signOut, sessions: [{ state: 'signed-out', signOut }] });
});

test('a device whose session has ended by itself is shown as signed out, without a receipt that nobody asked for', async () => {
  const owner = api.owner();
  const shared = await owner.signIn({ shared: true });
  const phone = await owner.signIn();
  api.clock.advance(3601);
  const { body } = await phone.call('get-device', { params: { deviceId: shared.deviceId } });
  expect(body).toMatchObject({ state: 'signed-out', sessions: [{ state: 'expired' }] });
  expect(body).not.toHaveProperty('signOut');
});
