import { expect, test } from '@jest/globals';
import { everythingIn, recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a device is renamed and trusted, and the history says both, with the old name', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  const params = { deviceId: target.deviceId };
  const before = (await actor.call('get-device', { params })).body;
  const answer = await actor.call('update-device', { params, body: { name: '<b>Wohnzimmer</b> 客厅', trusted: true } });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ ...before, name: '<b>Wohnzimmer</b> 客厅', trusted: true });
  expect((await actor.call('get-device', { params })).body).toEqual(answer.body);
  await actor.call('update-device', { params, body: { trusted: false } });
  const { activity } = (await actor.call('list-activity')).body;
  expect(activity.slice(0, 3)).toEqual([
    expect.objectContaining({ type: 'device-distrusted', by: actor.deviceId }),
    expect.objectContaining({ type: 'device-trusted', by: actor.deviceId }),
    expect.objectContaining({
      type: 'device-renamed',
      by: actor.deviceId,
      device: { id: target.deviceId, name: '<b>Wohnzimmer</b> 客厅' },
      detail: 'Device 1',
    }),
  ]);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test.each([
  ['200 characters', 'x'.repeat(200)],
  ['200 emoji', '🙂'.repeat(200)],
  ['right to left', 'טלפון'],
])('a name of %s is taken', async (_what, name) => {
  const { devices } = await seedAccount(api, 1);
  const [device] = devices;
  const answer = await device.call('update-device', { params: { deviceId: device.deviceId }, body: { name } });
  expect([answer.status, answer.body.name]).toEqual([200, name]);
});

test('what already is as asked is not written again', async () => {
  const { devices } = await seedAccount(api, 1);
  const [device] = devices;
  const before = await everythingIn(api.engine);
  const answer = await device.call('update-device', {
    params: { deviceId: device.deviceId },
    body: { name: 'Device 0', trusted: false },
  });
  expect(answer.status).toBe(200);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('a signed-out device can be renamed, and stays signed out', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  const params = { deviceId: target.deviceId };
  const { signOut } = (await actor.call('sign-out-device', { params })).body.device;
  const answer = await actor.call('update-device', { params, body: { name: 'Old phone' } });
  expect(answer.body).toMatchObject({ name: 'Old phone', state: 'signed-out', signOut });
  expect((await target.call('check-in')).body.code).toBe('session-revoked');
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('five renamings at once all succeed, and the last one stays', async () => {
  const { accountId, devices } = await seedAccount(api, 1);
  const [device] = devices;
  const params = { deviceId: device.deviceId };
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, n) => device.call('update-device', { params, body: { name: `Name ${n}` } })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const { devices: stored, activity } = await recordsOf(api.engine, accountId);
  const renamed = activity.filter(({ type }) => type === 'device-renamed');
  expect(renamed).toHaveLength(5);
  const chain = new Set(renamed.map(({ detail }) => detail));
  expect([...chain].filter((name) => name !== stored[0]?.name)).toHaveLength(5);
});
