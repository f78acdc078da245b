import { expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
const console_ = { clientId: 'console-client' };

const atTheLimit = async () => {
  const owner = api.owner();
  const browser = await owner.signIn({ device: { name: 'Browser' } });
  const first = await owner.signIn({ device: { name: 'First' } }, console_);
  const second = await owner.signIn({ device: { name: 'Second' } }, console_);
  const another = () => api.callAs(owner.claims(console_), 'register-session', { body: { device: { name: 'Third' } } });
  return { owner, browser, first, second, another };
};

test('at the limit a registration is refused with the devices to choose from, and is on the record', async () => {
  const { owner, browser, first, second, another } = await atTheLimit();
  const before = await recordsOf(api.engine, owner.accountId);
  const refused = await another();
  expect([refused.status, refused.body.code]).toEqual([409, 'device-limit-reached']);
  expect(refused.body.devices.map(({ id }: { id: string }) => id)).toEqual([second.deviceId, first.deviceId]);
  expect(refused.body.devices.map(({ current }: { current: boolean }) => current)).toEqual([false, false]);
  const shown = await browser.call('get-device', { params: { deviceId: first.deviceId } });
  expect(refused.body.devices[1]).toEqual(shown.body);

  const { activity, ...after } = await recordsOf(api.engine, owner.accountId);
  expect(after).toEqual({ account: before.account, devices: before.devices, sessions: before.sessions });
  expect(activity.filter(({ type }) => type === 'sign-in-refused')).toEqual([
    expect.objectContaining({ detail: 'device-limit-reached', device: null, sessions: [] }),
  ]);
});

test.each(['device', 'app', 'itself'] as const)('signing out by %s frees one place', async (way) => {
  const { owner, browser, first, another } = await atTheLimit();
  const { deviceId, sessionId } = first;
  if (way === 'device') await browser.call('sign-out-device', { params: { deviceId } });
  if (way === 'app') await browser.call('sign-out-session', { params: { deviceId, sessionId } });
  if (way === 'itself') await first.call('end-session');
  expect((await another()).status).toBe(201);
  expect((await another()).status).toBe(409);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('signing out everything frees all places before the records are settled', async () => {
  const { browser, another } = await atTheLimit();
  await browser.call('sign-out-devices', { body: { scope: 'everywhere' } });
  api.clock.advance(1);
  const statuses = [];
  for (let n = 0; n < 3; n++) statuses.push((await another()).status);
  expect(statuses).toEqual([201, 201, 409]);
});

test('a session that has come to its end frees its place, recorded or not', async () => {
  const owner = api.owner();
  await owner.signIn({ shared: true }, console_);
  await owner.signIn({ shared: true }, console_);
  api.clock.advance(3601);
  expect((await api.callAs(owner.claims(console_), 'register-session')).status).toBe(201);
});

test('a returning device does not count twice', async () => {
  const { owner, second } = await atTheLimit();
  const device = { id: second.deviceId, secret: second.deviceSecret };
  const again = await owner.signIn({ device }, console_);
  expect(again.deviceId).toBe(second.deviceId);
  const otherApp = await owner.signIn({ device, app: { name: 'Another app' } }, console_);
  expect(otherApp.deviceId).toBe(second.deviceId);
});

test('a signed-out device that returns takes a place like any other', async () => {
  const { owner, browser, first, another } = await atTheLimit();
  await browser.call('sign-out-device', { params: { deviceId: first.deviceId } });
  api.clock.advance(1);
  expect((await another()).status).toBe(201);
  const body = { device: { id: first.deviceId, secret: first.deviceSecret } };
  const back = await api.callAs(owner.claims(console_), 'register-session', { body });
  expect(back.body.code).toBe('device-limit-reached');
  expect(back.body.devices).toHaveLength(2);
  const { activity } = await recordsOf(api.engine, owner.accountId);
  expect(activity.find(({ type }) => type === 'sign-in-refused')?.device?.id).toBe(first.deviceId);
});

test('the limit of one service does not bind another, nor another account', async () => {
  const { owner } = await atTheLimit();
  for (const claims of [owner.claims(), owner.claims(), api.owner().claims(console_)]) {
    expect((await api.callAs(claims, 'register-session')).status).toBe(201);
  }
});
