import { expect, test } from '@jest/globals';
import type { ActivityResource } from '../../../shared/contracts/resources.ts';
import { readPages } from '../../support/read-pages.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test("a device's history holds what happened to it, also after its sign-out, and nothing of the others", async () => {
  const { devices } = await seedAccount(api, 6);
  const [actor, target, other] = devices;
  const params = { deviceId: target.deviceId };
  for (let n = 0; n < 5; n++) {
    for (const { deviceId } of [target, other]) {
      await actor.call('update-device', { params: { deviceId }, body: { name: `Name ${n}` } });
    }
  }
  await actor.call('sign-out-device', { params });
  await target.call('confirm-sign-out');
  const pages = await readPages<ActivityResource>(actor.call, 'list-device-activity', {
    params,
    query: { limit: '3' },
  });
  expect(pages.map(({ length }) => length)).toEqual([3, 3, 2]);
  const activity = pages.flat();
  expect(activity.map(({ type }) => type)).toEqual([
    'sign-out-confirmed',
    'device-signed-out',
    ...Array.from({ length: 5 }, () => 'device-renamed'),
    'signed-in',
  ]);
  expect(new Set(activity.map(({ device }) => device?.id))).toEqual(new Set([target.deviceId]));
});

test('an account-wide sign-out is in the history of each device once it is settled', async () => {
  const { devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  const { body: ordered } = await actor.call('sign-out-devices', { body: { scope: 'others', reason: 'stolen' } });
  await target.call('check-in');
  const { body } = await actor.call('list-device-activity', { params: { deviceId: target.deviceId } });
  expect(body.activity.slice(0, 2)).toEqual([
    expect.objectContaining({ type: 'sign-out-delivered', reason: 'stolen' }),
    expect.objectContaining({
      type: 'device-signed-out',
      at: ordered.requestedAt,
      by: actor.deviceId,
      reason: 'stolen',
      sessions: [{ id: target.sessionId, app: { name: 'Demo app' } }],
    }),
  ]);
});
