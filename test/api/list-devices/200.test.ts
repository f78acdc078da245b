import { expect, test } from '@jest/globals';
import type { DeviceResource } from '../../../shared/contracts/resources.ts';
import { readPages } from '../../support/read-pages.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
const many = await seedAccount(api, 250, { signedOut: (index) => index % 2 === 1, ago: 3600 });
const [oldest] = many.devices;
const newestFirst = many.devices.map(({ deviceId }) => deviceId).toReversed();
const wanted = {
  all: newestFirst,
  active: newestFirst.filter((_, index) => index % 2 === 1),
  'signed-out': newestFirst.filter((_, index) => index % 2 === 0),
};
const idsOf = (devices: DeviceResource[]) => devices.map(({ id }) => id);

test.each([
  ['active', 1, 125],
  ['active', 7, 18],
  ['active', 100, 2],
  ['signed-out', 7, 18],
  ['signed-out', 25, 5],
  ['all', 100, 3],
  ['all', 50, 5],
] as const)(
  '%s, by %i: every page is full, none is empty, no device is missing or twice',
  async (state, limit, count) => {
    const pages = await readPages<DeviceResource>(oldest.call, 'list-devices', {
      query: { state, limit: String(limit) },
    });
    expect(pages).toHaveLength(count);
    for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
    expect(pages.flatMap(idsOf)).toEqual(wanted[state]);
  },
);

test('without a state the active devices are listed, without a limit 50 of them, the newest first', async () => {
  const { body } = await oldest.call('list-devices');
  expect(idsOf(body.devices)).toEqual(wanted.active.slice(0, 50));
  expect(body.nextCursor).toEqual(expect.any(String));
  expect((await oldest.call('list-devices', { query: { state: 'active', limit: '50' } })).body).toEqual(body);
});

test('the device that asks is marked as the current one, and no other', async () => {
  const pages = await readPages<DeviceResource>(oldest.call, 'list-devices', { query: { state: 'all', limit: '100' } });
  expect(idsOf(pages.flat().filter(({ current }) => current))).toEqual([oldest.deviceId]);
});

test('a device in the list is as it is shown alone', async () => {
  const { body } = await oldest.call('list-devices', { query: { state: 'all', limit: '2' } });
  for (const device of body.devices) {
    expect((await oldest.call('get-device', { params: { deviceId: device.id } })).body).toEqual(device);
  }
});

test('a page that takes the last device names no next one', async () => {
  const { devices } = await seedAccount(api, 4);
  const [first] = devices;
  expect((await first.call('list-devices', { query: { limit: '4' } })).body).not.toHaveProperty('nextCursor');
  expect((await first.call('list-devices', { query: { limit: '3' } })).body).toHaveProperty('nextCursor');
});

test('an account-wide sign-out moves all devices but one to the signed-out list at once, before any record is settled', async () => {
  const { devices } = await seedAccount(api, 120);
  const [first] = devices;
  await first.call('sign-out-devices', { body: { scope: 'others' } });
  expect(idsOf((await first.call('list-devices')).body.devices)).toEqual([first.deviceId]);
  const pages = await readPages<DeviceResource>(first.call, 'list-devices', {
    query: { state: 'signed-out', limit: '40' },
  });
  expect(pages.map(({ length }) => length)).toEqual([40, 40, 39]);
});

test('who pages on while devices are signed out, forgotten and signed in sees every other device exactly once', async () => {
  const { owner, devices } = await seedAccount(api, 40);
  const [first] = devices;
  const leaving = devices.slice(5, 15);
  const pages = await readPages<DeviceResource>(first.call, 'list-devices', { query: { limit: '6' } }, async () => {
    await owner.signIn();
    const [gone] = leaving.splice(0, 1);
    await first.call('sign-out-device', { params: { deviceId: gone?.deviceId ?? '' } });
    await first.call('forget-device', { params: { deviceId: gone?.deviceId ?? '' } });
  });
  const seen = pages.flatMap(idsOf);
  expect(new Set(seen).size).toBe(seen.length);
  const staying = [...devices.slice(0, 5), ...devices.slice(15)].map(({ deviceId }) => deviceId);
  expect(staying.filter((id) => !seen.some((one) => one === id))).toEqual([]);
});

test('a signed-out device that has passed its retention is not there, also while it still lies in the table', async () => {
  const { owner, devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
  const [, gone] = devices;
  api.clock.advance(401 * 86_400);
  const current = await owner.signIn();
  const { body } = await current.call('list-devices', { query: { state: 'all' } });
  expect(idsOf(body.devices)).not.toContain(gone.deviceId);
  expect((await current.call('get-device', { params: { deviceId: gone.deviceId } })).status).toBe(404);
  api.clock.advance(-401 * 86_400);
});
