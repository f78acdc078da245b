import { expect, test } from '@jest/globals';
import type { ActivityResource } from '../../../shared/contracts/resources.ts';
import { activityOf } from '../../../shared/domain/activity/activity.ts';
import { recordsOf } from '../../support/account-records.ts';
import { readPages } from '../../support/read-pages.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a life of two devices is told whole, the newest first', async () => {
  const owner = api.owner();
  const laptop = await owner.signIn({ device: { name: 'Laptop' } });
  const phone = await owner.signIn({ device: { name: 'Phone' }, app: { name: 'Chat' } });
  const params = { deviceId: phone.deviceId };
  await laptop.call('update-device', { params, body: { name: 'Old phone' } });
  await laptop.call('sign-out-device', { params, body: { reason: 'selling' } });
  await phone.call('check-in');
  await phone.call('confirm-sign-out');
  await laptop.call('forget-device', { params });
  await laptop.call('sign-out-devices', { body: { scope: 'others', reason: 'unused' } });

  const { body } = await laptop.call('list-activity');
  const ofPhone = {
    device: { id: phone.deviceId, name: 'Old phone' },
    sessions: [{ id: phone.sessionId, app: { name: 'Chat' } }],
  };
  const none = { device: null, sessions: [], by: null, place: null, reason: null, detail: null };
  const common = { id: expect.stringMatching(/^act_/), at: expect.any(String) };
  expect(body.activity).toEqual([
    { ...none, ...common, type: 'others-signed-out', by: laptop.deviceId, reason: 'unused' },
    { ...none, ...common, type: 'device-forgotten', device: ofPhone.device, by: laptop.deviceId },
    { ...none, ...common, ...ofPhone, type: 'sign-out-confirmed', by: phone.deviceId, reason: 'selling' },
    { ...none, ...common, ...ofPhone, type: 'sign-out-delivered', by: phone.deviceId, reason: 'selling' },
    { ...none, ...common, ...ofPhone, type: 'device-signed-out', by: laptop.deviceId, reason: 'selling' },
    { ...none, ...common, type: 'device-renamed', device: ofPhone.device, by: laptop.deviceId, detail: 'Phone' },
    {
      ...none,
      ...common,
      ...ofPhone,
      type: 'signed-in',
      by: phone.deviceId,
      detail: 'new-device',
      device: { id: phone.deviceId, name: 'Phone' },
    },
    {
      ...none,
      ...common,
      type: 'signed-in',
      by: laptop.deviceId,
      detail: 'new-device',
      device: { id: laptop.deviceId, name: 'Laptop' },
      sessions: [{ id: laptop.sessionId, app: { name: 'Demo app' } }],
    },
  ]);
});

test.each([1, 7, 50, 100])('by %i: every page is full, nothing is missing or twice', async (limit) => {
  const { accountId, devices } = await seedAccount(api, 75, { signedOut: (index) => index > 50 });
  const { activity } = await recordsOf(api.engine, accountId);
  expect(activity).toHaveLength(99);
  const pages = await readPages<ActivityResource>(devices[0].call, 'list-activity', {
    query: { limit: String(limit) },
  });
  expect(pages).toHaveLength(Math.ceil(99 / limit));
  for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
  expect(pages.flat().map(({ id }) => id)).toEqual(activity.map(({ id }) => id).toReversed());
});

test('what has passed its retention is not shown, also while it still lies in the table', async () => {
  const { owner, accountId } = await seedAccount(api, 20);
  api.clock.advance(90 * 86_400 + 1);
  const device = await owner.signIn();
  expect((await recordsOf(api.engine, accountId)).activity).toHaveLength(21);
  const { body } = await device.call('list-activity');
  expect(body.activity.map(({ sessions }: ActivityResource) => sessions[0]?.id)).toEqual([device.sessionId]);
  expect(body).not.toHaveProperty('nextCursor');
});

test('pages are full also where most of what is stored has passed its retention', async () => {
  const { owner, accountId } = await seedAccount(api, 30);
  api.clock.advance(45 * 86_400);
  for (let n = 0; n < 10; n++) {
    const old = activityOf({
      accountId,
      id: api.world.newId.activity(),
      type: 'signed-in',
      at: new Date(api.clock.now().getTime() - (n % 2) * 100 * 86_400_000).toISOString(),
    });
    expect(await api.store.commit(accountId, [{ kind: 'activity', activity: old }])).toBe('committed');
  }
  const device = await owner.signIn();
  const { body } = await device.call('list-activity', { query: { limit: '6' } });
  expect(body.activity).toHaveLength(6);
});
