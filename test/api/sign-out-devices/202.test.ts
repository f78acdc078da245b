import { expect, test } from '@jest/globals';
import { settleAccount } from '../../../shared/domain/sign-out/settle-account.ts';
import { recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('the others are signed out, the device that asks is not, with all its apps', async () => {
  const owner = api.owner();
  const mail = await owner.signIn({ app: { name: 'Mail' } });
  const chat = await owner.signIn({ app: { name: 'Chat' }, device: { id: mail.deviceId, secret: mail.deviceSecret } });
  const others = [await owner.signIn(), await owner.signIn()];
  const answer = await mail.call('sign-out-devices', { body: { scope: 'others', reason: 'lost' } });
  expect([answer.status, answer.body]).toEqual([202, { scope: 'others', requestedAt: expect.any(String) }]);
  for (const app of [mail, chat]) expect((await app.call('check-in')).status).toBe(200);
  for (const other of others) expect((await other.call('check-in')).body.code).toBe('session-revoked');
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('everything is signed out: also the device that asks, which comes back by signing in again', async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const other = await owner.signIn();
  const answer = await actor.call('sign-out-devices', { body: { scope: 'everywhere' } });
  expect([answer.status, answer.body]).toEqual([202, { scope: 'everywhere', requestedAt: expect.any(String) }]);
  for (const one of [actor, other]) expect((await one.call('check-in')).body.code).toBe('session-revoked');
  api.clock.advance(1);
  const back = await owner.signIn({ device: { id: actor.deviceId, secret: actor.deviceSecret } });
  expect(back.deviceId).toBe(actor.deviceId);
  expect((await back.call('list-devices')).body.devices).toHaveLength(1);
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
});

test('an order is one activity, and each device it signed out has its own once it is settled', async () => {
  const { accountId, devices } = await seedAccount(api, 5);
  const [actor] = devices;
  await actor.call('sign-out-devices', { body: { scope: 'others', reason: 'unused' } });
  expect(await settleAccount(api.world, accountId)).toBe(4);
  expect(await settleAccount(api.world, accountId)).toBe(0);
  const { activity } = await recordsOf(api.engine, accountId);
  expect(activity.filter(({ type }) => type === 'others-signed-out')).toHaveLength(1);
  expect(activity.filter(({ type }) => type === 'device-signed-out')).toHaveLength(4);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('repeating it leaves what was signed out before as it was', async () => {
  const { accountId, devices } = await seedAccount(api, 3);
  const [actor, target] = devices;
  await actor.call('sign-out-devices', { body: { scope: 'others', reason: 'lost' } });
  await settleAccount(api.world, accountId);
  const params = { deviceId: target.deviceId };
  const before = (await actor.call('get-device', { params })).body;
  api.clock.advance(60);
  expect((await actor.call('sign-out-devices', { body: { scope: 'others', reason: 'selling' } })).status).toBe(202);
  expect(await settleAccount(api.world, accountId)).toBe(0);
  expect((await actor.call('get-device', { params })).body).toEqual(before);
  expect((await actor.call('check-in')).status).toBe(200);
});

test('others first and then everything signs out the device that was left', async () => {
  const { accountId, devices } = await seedAccount(api, 3);
  const [actor, target] = devices;
  await actor.call('sign-out-devices', { body: { scope: 'others', reason: 'lost' } });
  await actor.call('sign-out-devices', { body: { scope: 'everywhere', reason: 'stolen' } });
  expect((await actor.call('check-in')).body.code).toBe('session-revoked');
  expect((await target.call('check-in')).body.code).toBe('session-revoked');
  await settleAccount(api.world, accountId);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('everything first and then the others does not bring back what was signed out', async () => {
  const { owner, accountId, devices } = await seedAccount(api, 3, { ago: 2 });
  const [actor, target] = devices;
  await actor.call('sign-out-devices', { body: { scope: 'everywhere' } });
  api.clock.advance(1);
  const fresh = await owner.signIn({ device: { id: target.deviceId, secret: target.deviceSecret } });
  await fresh.call('sign-out-devices', { body: { scope: 'others' } });
  expect((await fresh.call('check-in')).status).toBe(200);
  for (const device of devices) expect((await device.call('check-in')).body.code).toBe('session-revoked');
  await settleAccount(api.world, accountId);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('an account with nothing else signed in is answered as asked, and nobody is signed out', async () => {
  const { devices } = await seedAccount(api, 1);
  const [only] = devices;
  expect((await only.call('sign-out-devices', { body: { scope: 'others' } })).status).toBe(202);
  expect((await only.call('check-in')).status).toBe(200);
});

test('another account is not touched', async () => {
  const mine = await seedAccount(api, 2);
  const theirs = await seedAccount(api, 2);
  const before = await recordsOf(api.engine, theirs.accountId);
  await mine.devices[0].call('sign-out-devices', { body: { scope: 'everywhere' } });
  await settleAccount(api.world, mine.accountId);
  expect(await recordsOf(api.engine, theirs.accountId)).toEqual(before);
  expect((await theirs.devices[0].call('check-in')).status).toBe(200);
});
