import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('to sign out the device that asks is refused with its place, and nothing else of the review is done', async () => {
  const { devices } = await seedAccount(api, 3);
  const [actor, gone, kept] = devices;
  const before = await everythingIn(api.engine);
  const { status, body } = await actor.call('finish-review', {
    body: {
      decisions: [
        { deviceId: gone.deviceId, decision: 'sign-out' },
        { deviceId: kept.deviceId, decision: 'keep' },
        { deviceId: actor.deviceId, decision: 'sign-out' },
      ],
    },
  });
  expect([status, body.code]).toEqual([400, 'invalid-request']);
  expect(body.errors).toEqual([
    { pointer: '#/decisions/2/deviceId', detail: expect.stringContaining('DELETE /v1/sessions/current') },
  ]);
  expect(await everythingIn(api.engine)).toEqual(before);
  for (const { call } of devices) expect((await call('check-in')).status).toBe(200);
});

test('the device that asks may be kept, or not be sure of', async () => {
  const { devices } = await seedAccount(api, 1);
  const [{ call, deviceId }] = devices;
  for (const decision of ['keep', 'not-sure']) {
    expect((await call('finish-review', { body: { decisions: [{ deviceId, decision }] } })).status).toBe(200);
  }
});

test('a hundred decisions are taken', async () => {
  const { devices } = await seedAccount(api, 1);
  const decisions = Array.from({ length: 100 }, (_, index) => ({
    deviceId: `dev_${String(index).padStart(26, '0')}`,
    decision: 'keep',
  }));
  expect((await devices[0].call('finish-review', { body: { decisions } })).status).toBe(200);
  decisions.push({ deviceId: `dev_${'9'.repeat(26)}`, decision: 'keep' });
  expect((await devices[0].call('finish-review', { body: { decisions } })).status).toBe(400);
});
