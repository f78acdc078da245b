import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApi } from '../support/test-api.ts';
import type { TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('a device that is signed out from another is refused at its very next request, and comes back only by signing in again', async () => {
  const owner = api.owner();
  const laptop = await owner.signIn({ device: { name: 'Laptop', kind: 'computer' } });
  const phone = await owner.signIn({ device: { name: 'Phone', kind: 'phone' } });

  const list = await phone.call('list-devices');
  expect(list.body.devices.map(({ name, current }: { name: string; current: boolean }) => [name, current])).toEqual([
    ['Phone', true],
    ['Laptop', false],
  ]);

  const signedOut = await phone.call('sign-out-device', {
    params: { deviceId: laptop.deviceId },
    body: { reason: 'lost' },
  });
  expect(signedOut.status).toBe(202);
  expect(signedOut.body.device).toMatchObject({
    state: 'signed-out',
    signOut: { reason: 'lost', requestedBy: phone.deviceId },
  });

  const refused = await laptop.call('check-in');
  expect(refused.status).toBe(401);
  expect(refused.body).toMatchObject({ code: 'session-revoked', signOut: { reason: 'lost' } });
  expect(refused.headers['www-authenticate']).toContain('error="invalid_token"');

  expect((await laptop.call('confirm-sign-out')).status).toBe(204);
  const shown = await phone.call('get-device', { params: { deviceId: laptop.deviceId } });
  expect(Object.keys(shown.body.signOut).toSorted()).toEqual([
    'confirmedAt',
    'deliveredAt',
    'reason',
    'requestedAt',
    'requestedBy',
  ]);

  const claimed = { device: { id: laptop.deviceId, secret: laptop.deviceSecret } };
  const tooEarly = await api.callAs(owner.claims({ ago: 1 }), 'register-session', { body: claimed });
  expect(tooEarly.body.code).toBe('reauthentication-required');
  api.clock.advance(1);
  const back = await owner.signIn(claimed);
  expect(back.deviceId).toBe(laptop.deviceId);
  expect(back.registered).not.toHaveProperty('deviceSecret');
  expect((await back.call('check-in')).body).toEqual({ state: 'active', checkInAfter: 60 });
  expect((await laptop.call('check-in')).body.code).toBe('session-revoked');
});

test('everything goes at once, and the records follow', async () => {
  const owner = api.owner();
  const first = await owner.signIn({ device: { name: 'First' } });
  const others = [];
  for (let n = 0; n < 4; n++) others.push(await owner.signIn({ device: { name: `Device ${n}` } }));
  expect((await first.call('sign-out-devices', { body: { scope: 'others' } })).status).toBe(202);
  for (const device of others) expect((await device.call('get-session')).body.code).toBe('session-revoked');
  expect((await first.call('list-devices', { query: { state: 'signed-out' } })).body.devices).toHaveLength(4);
  expect((await first.call('list-devices')).body.devices).toHaveLength(1);
  const activity = (await first.call('list-activity')).body.activity;
  expect(activity[0]).toMatchObject({ type: 'sign-out-delivered' });
});
