import { expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

const twoApps = async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const mail = await owner.signIn({ app: { name: 'Mail' } });
  const chat = await owner.signIn({ app: { name: 'Chat' }, device: { id: mail.deviceId, secret: mail.deviceSecret } });
  const shown = async () => (await actor.call('get-device', { params: { deviceId: mail.deviceId } })).body;
  return { owner, actor, mail, chat, shown };
};

test('a signed-out device confirms: the receipt says when it was told and when it confirmed, and neither moves again', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  const answer = await target.call('confirm-sign-out');
  expect([answer.status, answer.text]).toEqual([204, '']);
  const receipt = async () => (await actor.call('get-device', { params: { deviceId: target.deviceId } })).body.signOut;
  const first = await receipt();
  expect(first.confirmedAt).toBe(first.deliveredAt);
  api.clock.advance(60);
  expect((await target.call('confirm-sign-out')).status).toBe(204);
  expect((await target.call('check-in')).body.signOut).toEqual(first);
  expect(await receipt()).toEqual(first);
  const { activity } = await recordsOf(api.engine, accountId);
  expect(activity.filter(({ type }) => type === 'sign-out-confirmed')).toHaveLength(1);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('a device that was away for longer than its token lives confirms with the expired one', async () => {
  const { devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  const expired = { ...target.token, exp: String(Math.floor(api.clock.now().getTime() / 1000) - 3600) };
  expect((await api.callAs(expired, 'confirm-sign-out')).status).toBe(204);
  const { signOut } = (await actor.call('get-device', { params: { deviceId: target.deviceId } })).body;
  expect(signOut.confirmedAt).toBeDefined();
});

test('told first and confirmed later are two times', async () => {
  const { devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  await target.call('check-in');
  api.clock.advance(60);
  await target.call('confirm-sign-out');
  const { signOut } = (await actor.call('get-device', { params: { deviceId: target.deviceId } })).body;
  expect(Date.parse(signOut.confirmedAt) - Date.parse(signOut.deliveredAt)).toBeGreaterThanOrEqual(60_000);
});

test('a device has confirmed when each of its apps has; each app has its own receipt', async () => {
  const { owner, actor, mail, chat, shown } = await twoApps();
  await actor.call('sign-out-device', { params: { deviceId: mail.deviceId } });
  await mail.call('confirm-sign-out');
  const half = await shown();
  expect(half.signOut).toHaveProperty('deliveredAt');
  expect(half.signOut).not.toHaveProperty('confirmedAt');
  const [ofChat, ofMail] = half.sessions;
  expect(ofMail.signOut).toHaveProperty('confirmedAt');
  expect(ofChat.signOut).not.toHaveProperty('deliveredAt');
  await chat.call('confirm-sign-out');
  expect((await shown()).signOut).toHaveProperty('confirmedAt');
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('one signed-out app confirms while the other stays signed in', async () => {
  const { actor, mail, chat, shown } = await twoApps();
  await actor.call('sign-out-session', { params: { deviceId: mail.deviceId, sessionId: mail.sessionId } });
  expect((await mail.call('confirm-sign-out')).status).toBe(204);
  const device = await shown();
  expect(device.state).toBe('active');
  expect(device.sessions[1].signOut).toHaveProperty('confirmedAt');
  expect((await chat.call('check-in')).status).toBe(200);
});

test('a session that an account-wide sign-out covers confirms before its records are settled', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  await actor.call('sign-out-devices', { body: { scope: 'others', reason: 'stolen' } });
  expect((await target.call('confirm-sign-out')).status).toBe(204);
  const { signOut } = (await actor.call('get-device', { params: { deviceId: target.deviceId } })).body;
  expect(signOut).toMatchObject({ reason: 'stolen', confirmedAt: expect.any(String) });
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('a device that was forgotten may still confirm', async () => {
  const { devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  expect((await actor.call('forget-device', { params: { deviceId: target.deviceId } })).status).toBe(204);
  expect((await target.call('confirm-sign-out')).status).toBe(204);
  expect((await target.call('check-in')).body.signOut).toHaveProperty('confirmedAt');
  expect((await actor.call('list-activity')).body.activity[0]).toMatchObject({
    type: 'sign-out-confirmed',
    device: null,
    by: target.deviceId,
  });
});
