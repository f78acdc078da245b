import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a device is signed out: the answer shows it with the receipt, and only what has happened is on it', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  const params = { deviceId: target.deviceId };
  const before = (await actor.call('get-device', { params })).body;
  const answer = await actor.call('sign-out-device', { params, body: { reason: 'stolen' } });
  expect(answer.status).toBe(202);
  const signOut = { requestedAt: expect.any(String), requestedBy: actor.deviceId, reason: 'stolen' };
  expect(answer.body).toEqual({
    device: {
      ...before,
      state: 'signed-out',
      sessions: [{ ...before.sessions[0], state: 'signed-out', signOut }],
      signOut,
    },
  });
  expect((await actor.call('check-in')).status).toBe(200);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('repeating it changes nothing and answers the same receipt byte for byte, whatever reason it gives', async () => {
  const { devices } = await seedAccount(api, 3);
  const [actor, target, other] = devices;
  const params = { deviceId: target.deviceId };
  const first = await actor.call('sign-out-device', { params, body: { reason: 'lost' } });
  const before = await everythingIn(api.engine);
  api.clock.advance(90);
  for (const again of [
    await actor.call('sign-out-device', { params, body: { reason: 'lost' } }),
    await actor.call('sign-out-device', { params, body: { reason: 'selling' } }),
    await actor.call('sign-out-device', { params }),
  ]) {
    expect([again.status, again.text]).toEqual([202, first.text]);
  }
  const byOther = await other.call('sign-out-device', { params });
  expect(byOther.body).toEqual(first.body);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('without a reason the reason is other', async () => {
  const { devices } = await seedAccount(api, 3);
  const [actor, first, second] = devices;
  for (const [target, body] of [
    [first, undefined],
    [second, {}],
  ] as const) {
    const { body: answer } = await actor.call('sign-out-device', { params: { deviceId: target.deviceId }, body });
    expect(answer.device.signOut.reason).toBe('other');
  }
});

test('every app on the device is signed out by one order, in one activity', async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const mail = await owner.signIn({ app: { name: 'Mail' } });
  const device = { id: mail.deviceId, secret: mail.deviceSecret };
  const apps = [mail];
  for (const name of ['Chat', 'Drive', 'Photos']) apps.push(await owner.signIn({ device, app: { name } }));
  await apps[3]?.call('end-session');
  const { body } = await actor.call('sign-out-device', { params: { deviceId: mail.deviceId } });
  expect(body.device.sessions.filter(({ state }: { state: string }) => state === 'active')).toEqual([]);
  for (const app of apps) expect((await app.call('check-in')).body.code).toBe('session-revoked');
  const { activity } = (await actor.call('list-device-activity', { params: { deviceId: mail.deviceId } })).body;
  const ordered = activity.filter(({ type }: { type: string }) => type === 'device-signed-out');
  expect(ordered).toHaveLength(1);
  expect(ordered[0].sessions.map(({ app }: { app: { name: string } }) => app.name).toSorted()).toEqual([
    'Chat',
    'Drive',
    'Mail',
  ]);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('a device that signs itself out has been told; the other apps on it have not, until they ask', async () => {
  const owner = api.owner();
  const mail = await owner.signIn({ app: { name: 'Mail' } });
  const chat = await owner.signIn({ app: { name: 'Chat' }, device: { id: mail.deviceId, secret: mail.deviceSecret } });
  const answer = await mail.call('sign-out-device', { params: { deviceId: mail.deviceId } });
  const [ofChat, ofMail] = answer.body.device.sessions;
  expect(ofMail.signOut).toHaveProperty('deliveredAt');
  expect(ofChat.signOut).not.toHaveProperty('deliveredAt');
  expect(answer.body.device.signOut).toHaveProperty('deliveredAt');
  expect((await chat.call('check-in')).body.signOut).toHaveProperty('deliveredAt');
  expect((await mail.call('check-in')).body.signOut).toEqual(ofMail.signOut);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('a device signs itself out without a recent authentication', async () => {
  const { devices } = await seedAccount(api, 1, { ago: 86_400 });
  const [device] = devices;
  expect((await device.call('sign-out-device', { params: { deviceId: device.deviceId } })).status).toBe(202);
});

test('signing out a device that an account-wide sign-out covers keeps the receipt of that', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  const { body: ordered } = await actor.call('sign-out-devices', { body: { scope: 'others', reason: 'stolen' } });
  const { body } = await actor.call('sign-out-device', {
    params: { deviceId: target.deviceId },
    body: { reason: 'lost' },
  });
  expect(body.device.signOut).toEqual({
    requestedAt: ordered.requestedAt,
    requestedBy: actor.deviceId,
    reason: 'stolen',
  });
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('signing out a device whose session has ended by itself claims no order that was not needed', async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const shared = await owner.signIn({ shared: true });
  api.clock.advance(3601);
  const recent = await owner.signIn();
  const { status, body } = await recent.call('sign-out-device', { params: { deviceId: shared.deviceId } });
  expect(status).toBe(202);
  expect(body.device).toMatchObject({ state: 'signed-out', sessions: [{ state: 'expired' }] });
  expect(body.device).not.toHaveProperty('signOut');
  expect((await actor.call('check-in')).status).toBe(200);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});
