import { afterEach, expect, test } from '@jest/globals';
import { everythingIn, recordsOf } from '../support/account-records.ts';
import { breakableStore } from '../support/breakable-store.ts';
import { faultsOf } from '../support/check-account.ts';
import { seedAccount } from '../support/seed-account.ts';
import { useTestApi } from '../support/use-test-api.ts';

// Each test lets something happen at the last moment: after a request has read and decided, before it writes.

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap });
afterEach(() => store.mend());
const nobody = { deviceId: 'dev_00000000000000000000000000' };

const threeDevices = () => seedAccount(api, 3);
const later = () => {
  const seconds = String(Math.floor(api.clock.now().getTime() / 1000) + 5);
  return { auth_time: seconds, iat: seconds };
};
const signOut = async (by: Awaited<ReturnType<typeof threeDevices>>['devices'][0], deviceId: string) => {
  expect((await by.call('sign-out-device', { params: { deviceId } })).status).toBe(202);
};

test('a device registers, everything is signed out meanwhile: the registration is refused', async () => {
  const { owner, accountId, devices } = await threeDevices();
  const token = owner.claims();
  store.beforeNextCommit(() => devices[0].call('sign-out-devices', { body: { scope: 'everywhere' } }));
  expect((await api.callAs(token, 'register-session')).body.code).toBe('reauthentication-required');
  expect((await recordsOf(api.engine, accountId)).devices).toHaveLength(3);
});

test('a known device registers and is signed out meanwhile: the registration is refused', async () => {
  const { owner, accountId, devices } = await threeDevices();
  const [actor, { deviceId: id, deviceSecret: secret }] = devices;
  store.beforeNextCommit(() => signOut(actor, id));
  const answer = await api.callAs(owner.claims(), 'register-session', { body: { device: { id, secret } } });
  expect(answer.body.code).toBe('reauthentication-required');
  expect((await actor.call('get-device', { params: { deviceId: id } })).body.state).toBe('signed-out');
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('a known device registers and is forgotten meanwhile: it is registered as a new one', async () => {
  const { owner, accountId, devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
  const [actor, { deviceId: id, deviceSecret: secret }] = devices;
  store.beforeNextCommit(() => actor.call('forget-device', { params: { deviceId: id } }));
  const token = { ...owner.claims(), ...later() };
  const answer = await api.callAs(token, 'register-session', { body: { device: { id, secret } } });
  expect(answer.status).toBe(201);
  expect(answer.body.device.id).not.toBe(id);
  expect(answer.body).toHaveProperty('deviceSecret');
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('the last free place is taken meanwhile: the registration is refused', async () => {
  const clientId = 'console-client';
  const { owner, accountId } = await seedAccount(api, 1, { clientId });
  store.beforeNextCommit(() => owner.signIn({}, { clientId }));
  const answer = await api.callAs(owner.claims({ clientId }), 'register-session');
  expect(answer.body.code).toBe('device-limit-reached');
  expect((await recordsOf(api.engine, accountId)).devices).toHaveLength(2);
});

test('the same token is registered meanwhile: it is answered as already registered, without a secret', async () => {
  const owner = api.owner();
  const token = owner.claims();
  store.beforeNextCommit(() => api.callAs(token, 'register-session'));
  const answer = await api.callAs(token, 'register-session', { body: { refreshToken: 'of-the-second' } });
  expect(answer.status).toBe(200);
  expect(answer.body).not.toHaveProperty('deviceSecret');
  // What it brought is kept as at a check-in.
  expect(JSON.stringify(await everythingIn(api.engine))).toContain('of-the-second');
});

test.each([
  ['sign-out-device', true, {}],
  ['sign-out-devices', false, { body: { scope: 'others' } }],
  ['sign-out-devices', false, { body: { scope: 'everywhere' } }],
  ['update-device', true, { body: { name: 'By a signed-out device' } }],
  ['check-in', false, { body: { refreshToken: 'by-a-signed-out-device' } }],
  ['check-in', false, { body: { push: { platform: 'fcm', token: 'by-a-signed-out-device' } } }],
  ['finish-review', false, { body: { decisions: [] } }],
  ['update-settings', false, { body: { reminders: false } }],
] as const)('%s: who is signed out meanwhile is refused, and its order does not count', async (name, named, ask) => {
  const { accountId, devices } = await threeDevices();
  const [actor, target, other] = devices;
  store.beforeNextCommit(() => signOut(other, actor.deviceId));
  const answer = await actor.call(name, { ...(named && { params: { deviceId: target.deviceId } }), ...ask });
  expect([answer.status, answer.body.code]).toEqual([401, 'session-revoked']);
  expect((await target.call('check-in')).status).toBe(200);
  expect(JSON.stringify(await everythingIn(api.engine))).not.toMatch(
    /by-a-signed-out-device|By a signed-out|review-finished|settings-changed/,
  );
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test.each([
  ['finish-review', { body: { decisions: [] } }],
  ['update-settings', { body: { reminders: false } }],
] as const)('%s: whose app signs in again meanwhile is refused, and its order does not count', async (name, ask) => {
  const { owner, accountId, devices } = await threeDevices();
  const [{ deviceId: id, deviceSecret: secret, call }] = devices;
  // From here on a sign-in changes nothing of the account itself.
  await owner.signIn();
  store.beforeNextCommit(() => owner.signIn({ device: { id, secret } }));
  const answer = await call(name, ask);
  expect([answer.status, answer.body.code]).toEqual([401, 'session-revoked']);
  const { activity } = await recordsOf(api.engine, accountId);
  expect(activity.map(({ type }) => type)).toContain('session-replaced');
  expect(JSON.stringify(activity)).not.toMatch(/review-finished|settings-changed/);
});

test('who is signed out meanwhile is refused also in a second in which another device was signed out before', async () => {
  const { accountId, devices } = await seedAccount(api, 4);
  const [actor, target, other, first] = devices;
  // Of what follows in the same second, the account itself may have nothing new to note.
  api.clock.advance((1000 - (api.clock.now().getTime() % 1000)) / 1000);
  await signOut(other, first.deviceId);
  store.beforeNextCommit(() => signOut(other, actor.deviceId));
  const answer = await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  expect([answer.status, answer.body.code]).toEqual([401, 'session-revoked']);
  expect((await target.call('check-in')).status).toBe(200);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('who is signed out with everything meanwhile can sign out nobody any more', async () => {
  const { devices } = await threeDevices();
  const [actor, target, other] = devices;
  store.beforeNextCommit(() => other.call('sign-out-devices', { body: { scope: 'others' } }));
  const answer = await actor.call('sign-out-device', { params: { deviceId: other.deviceId } });
  expect(answer.body.code).toBe('session-revoked');
  expect((await other.call('check-in')).status).toBe(200);
  expect((await target.call('check-in')).status).toBe(401);
});

test('forgetting: who is signed out meanwhile is refused, and the device stays', async () => {
  const { accountId, devices } = await seedAccount(api, 3, { signedOut: (index) => index === 2 });
  const [actor, other, gone] = devices;
  store.beforeNextCommit(() => signOut(other, actor.deviceId));
  const answer = await actor.call('forget-device', { params: { deviceId: gone.deviceId } });
  expect(answer.body.code).toBe('session-revoked');
  expect((await recordsOf(api.engine, accountId)).devices).toHaveLength(3);
});

test('forgetting: a device that signs in meanwhile is not forgotten', async () => {
  const { owner, accountId, devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
  const [actor, { deviceId: id, deviceSecret: secret }] = devices;
  const token = { ...owner.claims(), ...later() };
  store.beforeNextCommit(() => api.callAs(token, 'register-session', { body: { device: { id, secret } } }));
  expect((await actor.call('forget-device', { params: { deviceId: id } })).body.code).toBe('device-active');
  expect((await api.callAs(token, 'check-in')).status).toBe(200);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('renaming: a device that is forgotten meanwhile is not there, and does not come back', async () => {
  const { accountId, devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
  const [actor, { deviceId }] = devices;
  const unknown = await actor.call('update-device', { params: nobody, body: { name: 'Name' } });
  store.beforeNextCommit(() => actor.call('forget-device', { params: { deviceId } }));
  const answer = await actor.call('update-device', { params: { deviceId }, body: { name: 'Name' } });
  expect(answer.text).toBe(unknown.text);
  expect((await recordsOf(api.engine, accountId)).devices).toHaveLength(1);
});

test('signing out: an app that registers on the device meanwhile is signed out with it', async () => {
  const { owner, accountId, devices } = await threeDevices();
  const [actor, { deviceId: id, deviceSecret: secret }] = devices;
  const token = owner.claims();
  store.beforeNextCommit(() =>
    api.callAs(token, 'register-session', { body: { device: { id, secret }, app: { name: 'Second' } } }),
  );
  const answer = await actor.call('sign-out-device', { params: { deviceId: id } });
  expect(answer.body.device.sessions).toHaveLength(2);
  expect(answer.body.device.state).toBe('signed-out');
  expect((await api.callAs(token, 'check-in')).body.code).toBe('session-revoked');
  expect(await faultsOf(api, accountId)).toEqual([]);
});
