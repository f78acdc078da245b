import { expect, test } from '@jest/globals';
import { demoDevices } from '../../../local/demo/demo-devices.ts';
import { seedAccount } from '../../../local/demo/seed-account.ts';
import { devicesOf } from '../../../shared/domain/device/devices-of.ts';
import { lookAt } from '../../../shared/domain/review/attention.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const { store } = await useTestApi();
const owner = (accountId: string) => ({ accountId, email: 'owner@example.com', clientId: 'client' });
const seed = (accountId: string, at = '2026-03-31T09:00:00Z') =>
  seedAccount(store, owner(accountId), demoDevices, { now: new Date(at), timeZone: 'Etc/UTC' });
const accountOf = async (accountId: string) => (await store.read(accountId, {})).account;

test('the demo account is due on its first day, with one device for each reason to look', async () => {
  expect(await seed('demo')).toBe(true);
  const account = await accountOf('demo');
  expect(account).toMatchObject({ reviewDueAt: '2026-03-31', review: { day: 31 } });
  const devices = await devicesOf({ store }, 'demo');
  const looked = account && lookAt(devices, account, new Date('2026-03-31T09:00:00Z'), undefined);
  const reasons = looked?.map(({ device, attention }) => [device.name, attention]);
  expect(Object.fromEntries(reasons ?? [])).toEqual({
    'Firefox on Linux': ['new-device', 'new-country'],
    'MacBook Pro': ['unused'],
    iPad: ['new-country'],
    iPhone: [],
    'Chrome on Windows': [],
    'Living room TV': [],
  });
});

test('what was done with it stays: at the next start it is not due again', async () => {
  await seed('reviewed');
  const before = await accountOf('reviewed');
  if (!before) throw new Error('no account');
  await store.commit('reviewed', [{ kind: 'account', before, after: { ...before, reviewDueAt: '2026-04-30' } }]);
  expect(await seed('reviewed')).toBe(false);
  expect((await accountOf('reviewed'))?.reviewDueAt).toBe('2026-04-30');
});

test('one of an earlier version gets its review, and keeps the rest', async () => {
  await seed('early');
  const before = await accountOf('early');
  if (!before) throw new Error('no account');
  const { reviewDueAt: _due, review: _review, ...after } = before;
  await store.commit('early', [{ kind: 'account', before, after }]);
  expect(await seed('early', '2026-05-02T09:00:00Z')).toBe(true);
  expect(await accountOf('early')).toMatchObject({
    reviewDueAt: '2026-05-02',
    review: { day: 2 },
    createdAt: before.createdAt,
  });
});
