import { describe, expect, test } from '@jest/globals';
import { useTestApi } from '../support/use-test-api.ts';

const api = await useTestApi();

/** A laptop that has just been signed out from a phone, ten seconds after both signed in. */
const signedOutLaptop = async () => {
  const owner = api.owner();
  const laptop = await owner.signIn({ device: { name: 'Laptop' } });
  const phone = await owner.signIn({ device: { name: 'Phone' } });
  const tablet = await owner.signIn({ device: { name: 'Tablet' } });
  const before = owner.claims();
  api.clock.advance(10);
  const { body } = await phone.call('sign-out-device', { params: { deviceId: laptop.deviceId } });
  const second = String(Math.floor(Date.parse(body.device.signOut.requestedAt) / 1000));
  return { owner, laptop, phone, tablet, before, second };
};

const codeOf = async (token: Record<string, string>, body: object = {}) =>
  (await api.callAs(token, 'register-session', { body })).body.code;

describe('a login cookie that has outlived the sign-out does not bring a signed-out device back', () => {
  test('with its device secret', async () => {
    const { laptop, before } = await signedOutLaptop();
    const device = { id: laptop.deviceId, secret: laptop.deviceSecret };
    expect(await codeOf({ ...before, iat: laterThan(before, 12) }, { device })).toBe('reauthentication-required');
  });

  test('without it, as a new device', async () => {
    const { before } = await signedOutLaptop();
    expect(await codeOf({ ...before, iat: laterThan(before, 12) })).toBe('reauthentication-required');
  });

  test('nor after a later sign-out of another device', async () => {
    const { before, phone, tablet } = await signedOutLaptop();
    const cookie = { ...before, iat: laterThan(before, 12) };
    api.clock.advance(10);
    await phone.call('sign-out-device', { params: { deviceId: tablet.deviceId } });
    expect(await codeOf(cookie)).toBe('reauthentication-required');
  });

  test('in the second of the sign-out', async () => {
    const { owner, second } = await signedOutLaptop();
    const tie = { ...owner.claims(), auth_time: second };
    expect(await codeOf({ ...tie, iat: laterThan(tie, 1) })).toBe('reauthentication-required');
  });
});

test('a token kept back from before the sign-out does not bring a device back', async () => {
  const { before } = await signedOutLaptop();
  expect(await codeOf(before)).toBe('reauthentication-required');
});

test('a fresh sign-in elsewhere, in the very second of the sign-out, is let in', async () => {
  const { owner } = await signedOutLaptop();
  expect((await owner.signIn({ device: { name: 'New' } })).registered.device.state).toBe('active');
});

const laterThan = ({ auth_time: authTime }: Record<string, string>, seconds: number) =>
  String(Number(authTime) + seconds);

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
