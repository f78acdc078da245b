import { expect, test } from '@jest/globals';
import type { ReviewDeviceResource } from '../../../shared/contracts/resources.ts';
import { everythingIn } from '../../support/account-records.ts';
import { changeRecords } from '../../support/change-records.ts';
import { readPages } from '../../support/read-pages.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
const idsOf = (devices: { id: string }[]) => devices.map(({ id }) => id);
const daysAgo = (days: number) => new Date(api.clock.now().getTime() - days * 86_400_000).toISOString();

test('the devices that are signed in are shown, the newest first, each as it is shown alone', async () => {
  const { devices } = await seedAccount(api, 4, {
    signedOut: (index) => index === 2,
    device: { firstSeenAt: daysAgo(100) },
  });
  const [first, second, , fourth] = devices;
  const { body } = await first.call('get-review');
  expect(idsOf(body.devices)).toEqual([fourth, second, first].map(({ deviceId }) => deviceId));
  for (const { attention, ...device } of body.devices) {
    expect(attention).toEqual([]);
    expect(device).toEqual((await first.call('get-device', { params: { deviceId: device.id } })).body);
  }
  expect(idsOf(body.devices.filter(({ current }: ReviewDeviceResource) => current))).toEqual([first.deviceId]);
});

test('each device says why it deserves a look; the one that asks is known', async () => {
  const { accountId, devices } = await seedAccount(api, 5, { device: { lastPlace: { country: 'DE' } } });
  const [oldest, actor, abroad, unused, trusted] = devices;
  const firstSeenAt = daysAgo(5);
  await changeRecords(api, accountId, {
    devices: {
      [oldest.deviceId]: { firstSeenAt: daysAgo(300) },
      [actor.deviceId]: { firstSeenAt, lastPlace: { country: 'PT' } },
      [abroad.deviceId]: { firstSeenAt, lastPlace: { country: 'NL' } },
      [unused.deviceId]: { firstSeenAt: daysAgo(200), lastSeenAt: daysAgo(91) },
      [trusted.deviceId]: { firstSeenAt, lastPlace: { country: 'IS' }, trusted: true },
    },
  });
  const { body } = await actor.call('get-review');
  const attention = new Map(body.devices.map((device: ReviewDeviceResource) => [device.id, device.attention]));
  expect(devices.map(({ deviceId }) => attention.get(deviceId))).toEqual([
    [],
    [],
    ['new-device', 'new-country'],
    ['unused'],
    [],
  ]);
});

test('says when the devices were last reviewed, and when they are next', async () => {
  const { accountId, devices } = await seedAccount(api, 1);
  const [device] = devices;
  expect((await device.call('get-review')).body).toMatchObject({ lastReviewedAt: null, nextReviewOn: null });
  const lastReviewedAt = daysAgo(3);
  await changeRecords(api, accountId, {
    account: { reviewDueAt: '2027-02-28', review: { day: 31, lastReviewedAt } },
  });
  expect((await device.call('get-review')).body).toMatchObject({ lastReviewedAt, nextReviewOn: '2027-02-28' });
});

test.each([
  [1, 70],
  [7, 10],
  [100, 1],
])('by %i: no device is missing or twice, and none looks otherwise than in the whole list', async (limit, pages) => {
  const { accountId, devices } = await seedAccount(api, 140, {
    signedOut: (index) => index % 2 === 1,
    device: { firstSeenAt: daysAgo(100) },
  });
  const [oldest] = devices;
  const [, , , , newOne] = devices;
  await changeRecords(api, accountId, {
    account: { review: { day: 1, countries: ['DE'] } },
    devices: { [newOne?.deviceId ?? '']: { lastPlace: { country: 'PT' } } },
  });
  const call = oldest?.call;
  if (!call) throw new Error('devices were asked for');
  const read = await readPages<ReviewDeviceResource>(call, 'get-review', { query: { limit: String(limit) } });
  expect(read).toHaveLength(pages);
  const wanted = devices.filter((_, index) => index % 2 === 0).map(({ deviceId }) => deviceId);
  expect(idsOf(read.flat())).toEqual(wanted.toReversed());
  expect(read.flat()).toEqual((await call('get-review', { query: { limit: '100' } })).body.devices);
  expect(idsOf(read.flat().filter(({ attention }) => attention.length > 0))).toEqual([newOne?.deviceId]);
});

test('without a limit 50 are shown, and a page that takes the last one names no next', async () => {
  const { devices } = await seedAccount(api, 51);
  const call = devices[0].call;
  expect((await call('get-review')).body.devices).toHaveLength(50);
  expect((await call('get-review')).body).toHaveProperty('nextCursor');
  expect((await call('get-review', { query: { limit: '51' } })).body).not.toHaveProperty('nextCursor');
});

test('who pages on while devices are signed out and signed in sees every other device exactly once', async () => {
  const { owner, devices } = await seedAccount(api, 30);
  const [first] = devices;
  const leaving = devices.slice(5, 12);
  const pages = await readPages<ReviewDeviceResource>(first.call, 'get-review', { query: { limit: '6' } }, async () => {
    await owner.signIn();
    const [gone] = leaving.splice(0, 1);
    await first.call('sign-out-device', { params: { deviceId: gone?.deviceId ?? '' } });
  });
  const seen = idsOf(pages.flat());
  expect(new Set(seen).size).toBe(seen.length);
  const staying = [...devices.slice(0, 5), ...devices.slice(12)].map(({ deviceId }) => deviceId);
  expect(staying.filter((id) => !seen.includes(id))).toEqual([]);
});

test('what an account-wide sign-out covers is not there any more, before any record of it is settled', async () => {
  const { devices } = await seedAccount(api, 5, { ago: 5 });
  const [actor] = devices;
  await actor.call('sign-out-devices', { body: { scope: 'others' } });
  expect(idsOf((await actor.call('get-review')).body.devices)).toEqual([actor.deviceId]);
});

test('looking changes nothing: a review that was opened is not one that was done', async () => {
  const { devices } = await seedAccount(api, 3);
  const before = await everythingIn(api.engine);
  expect((await devices[0].call('get-review')).status).toBe(200);
  expect(await everythingIn(api.engine)).toEqual(before);
});
