import { expect, jest, test } from '@jest/globals';
import { settleAccount } from '../../../shared/domain/sign-out/settle-account.ts';
import { recordsOf } from '../../support/account-records.ts';
import { breakableStore } from '../../support/breakable-store.ts';
import { faultsIn } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap });
// Five hundred devices are some thousand writes.
jest.setTimeout(180_000);

test('everywhere, with 500 sessions: all are refused at once, and settling ends each once, also halfway broken off and run by two', async () => {
  const { accountId, devices } = await seedAccount(api, 500, { ago: 5 });
  const [actor] = devices;
  expect((await actor.call('sign-out-devices', { body: { scope: 'everywhere', reason: 'stolen' } })).status).toBe(202);

  const asked = devices.filter((_, index) => index % 10 === 0);
  const statuses = await Promise.all(asked.map(async (device) => (await device.call('end-session')).body.code));
  expect(new Set(statuses)).toEqual(new Set(['session-revoked']));

  store.breakAfter('commit', 150, new Error('killed'));
  await expect(settleAccount(api.world, accountId)).rejects.toThrow('killed');
  store.mend();
  const half = await recordsOf(api.engine, accountId);
  const settled = half.devices.filter(({ state }) => state === 'signed-out').length;
  expect(settled).toBeGreaterThan(150);
  expect(settled).toBeLessThan(500);
  expect(faultsIn(half, api.clock.now())).toEqual([]);
  const later = devices.filter((_, index) => index % 10 === 5);
  const refused = await Promise.all(later.map(async (device) => (await device.call('get-session')).body));
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['session-revoked']));

  const counts = await Promise.all([settleAccount(api.world, accountId), settleAccount(api.world, accountId)]);
  expect(counts[0] + counts[1]).toBeGreaterThan(0);
  const records = await recordsOf(api.engine, accountId);
  expect(new Set(records.devices.map(({ state }) => state))).toEqual(new Set(['signed-out']));
  expect(new Set(records.sessions.map(({ state }) => state))).toEqual(new Set(['signed-out']));
  expect(records.activity.filter(({ type }) => type === 'device-signed-out')).toHaveLength(500);
  expect(new Set(records.sessions.map(({ signOut }) => signOut?.reason))).toEqual(new Set(['stolen']));
  expect(faultsIn(records, api.clock.now())).toEqual([]);
  expect(await settleAccount(api.world, accountId)).toBe(0);
});

test('others, with 100 sessions: all but the one that asked', async () => {
  const { accountId, devices } = await seedAccount(api, 100);
  const [actor] = devices;
  await actor.call('sign-out-devices', { body: { scope: 'others' } });
  expect(await settleAccount(api.world, accountId)).toBe(99);
  const { sessions } = await recordsOf(api.engine, accountId);
  expect(sessions.filter(({ state }) => state === 'active').map(({ deviceId }) => deviceId)).toEqual([actor.deviceId]);
});

test('an account without an order, or that does not exist, has nothing to settle', async () => {
  const { accountId } = await seedAccount(api, 3);
  const before = await recordsOf(api.engine, accountId);
  expect(await settleAccount(api.world, accountId)).toBe(0);
  expect(await settleAccount(api.world, 'nobody')).toBe(0);
  expect(await recordsOf(api.engine, accountId)).toEqual(before);
});
