import { expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

/** A new token of the sign-in that happened when this one's did, as a login cookie gives it. */
const byCookie = (token: Record<string, string>) => ({
  ...token,
  origin_jti: `${token['origin_jti']}-by-cookie`,
  iat: String(Math.floor(api.clock.now().getTime() / 1000)),
});

const signedOutDevice = async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const device = await owner.signIn();
  const claim = { device: { id: device.deviceId, secret: device.deviceSecret } };
  return { owner, actor, device, claim };
};

test.each(['the device alone', 'the app on it', 'all others', 'everything', 'itself'])(
  'after a sign-out of %s, a new token of the old authentication does not bring the device back',
  async (what) => {
    const { owner, actor, device, claim } = await signedOutDevice();
    api.clock.advance(10);
    const params = { deviceId: device.deviceId, sessionId: device.sessionId };
    if (what === 'the device alone') await actor.call('sign-out-device', { params: { deviceId: device.deviceId } });
    if (what === 'the app on it') await actor.call('sign-out-session', { params });
    if (what === 'all others') await actor.call('sign-out-devices', { body: { scope: 'others' } });
    if (what === 'everything') await actor.call('sign-out-devices', { body: { scope: 'everywhere' } });
    if (what === 'itself') await device.call('end-session');
    api.clock.advance(10);

    for (const body of [claim, {}, { device: { id: device.deviceId, secret: 'wrong' } }]) {
      const refused = await api.callAs(byCookie(device.token), 'register-session', { body });
      expect([refused.status, refused.body.code]).toEqual([401, 'reauthentication-required']);
    }
    const { activity, sessions } = await recordsOf(api.engine, owner.accountId);
    expect(sessions).toHaveLength(2);
    expect(
      activity.filter(({ type, detail }) => type === 'sign-in-refused' && detail === 'reauthentication-required'),
    ).toHaveLength(3);

    const back = await owner.signIn(claim);
    expect(back.deviceId).toBe(device.deviceId);
    expect(back.registered.device).not.toHaveProperty('signOut');
  },
);

test('an authentication in the very second of the sign-out is refused, one second later it counts', async () => {
  const { owner, actor, device, claim } = await signedOutDevice();
  const ordered = await actor.call('sign-out-device', { params: { deviceId: device.deviceId } });
  const second = Math.floor(Date.parse(ordered.body.device.signOut.requestedAt) / 1000);
  api.clock.advance(5);
  const at = (authTime: number) => ({ ...owner.claims(), auth_time: String(authTime), iat: String(authTime) });
  for (const authTime of [second - 1, second]) {
    const refused = await api.callAs(at(authTime), 'register-session', { body: claim });
    expect([refused.status, refused.body.code]).toEqual([401, 'reauthentication-required']);
  }
  expect((await api.callAs(at(second + 1), 'register-session', { body: claim })).status).toBe(201);
});

test('after everything was signed out, an authentication of that very second is refused on a new device too', async () => {
  const { owner, actor } = await signedOutDevice();
  const ordered = await actor.call('sign-out-devices', { body: { scope: 'everywhere' } });
  const second = Math.floor(Date.parse(ordered.body.requestedAt) / 1000);
  api.clock.advance(5);
  const at = (authTime: number) => ({ ...owner.claims(), auth_time: String(authTime), iat: String(authTime) });
  expect((await api.callAs(at(second), 'register-session')).body.code).toBe('reauthentication-required');
  expect((await api.callAs(at(second + 1), 'register-session')).status).toBe(201);
});

test("a sign-in that was authenticated before another device's sign-out, and registers after it, is not refused", async () => {
  const { owner, actor, device } = await signedOutDevice();
  const fresh = owner.claims();
  await actor.call('sign-out-device', { params: { deviceId: device.deviceId } });
  expect((await api.callAs(fresh, 'register-session')).status).toBe(201);
});
