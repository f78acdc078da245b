import { expect, test } from '@jest/globals';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { guardedRoutes, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();

const deliveries = (body: { activity: { type: string }[] }) =>
  body.activity.filter(({ type }) => type === 'sign-out-delivered').length;

test.each([...guardedRoutes, 'register-session'] as const)(
  '%s: a session whose device was signed out is refused with the receipt, which notes that it was told, once',
  async (name) => {
    const { accountId, devices } = await seedAccount(api, 3);
    const [actor, target, other] = devices;
    const ordered = await actor.call('sign-out-device', {
      params: { deviceId: target.deviceId },
      body: { reason: 'stolen' },
    });
    const { signOut: asked } = ordered.body.device;
    expect(Object.keys(asked).toSorted()).toEqual(['reason', 'requestedAt', 'requestedBy']);

    const refused = await target.call(name, validAsk(name, other));
    expect([refused.status, refused.body.code]).toEqual([401, 'session-revoked']);
    expect(refused.headers['www-authenticate']).toContain('Bearer error="invalid_token"');
    expect(refused.body.signOut).toEqual({ ...asked, deliveredAt: expect.any(String) });

    api.clock.advance(30);
    const again = await target.call(name, validAsk(name, other));
    expect(again.text).toBe(refused.text);
    expect(deliveries((await actor.call('list-activity')).body)).toBe(1);
    const shown = await actor.call('get-device', { params: { deviceId: target.deviceId } });
    expect(shown.body.signOut).toEqual(refused.body.signOut);
    expect(shown.body.sessions[0].signOut).toEqual(refused.body.signOut);
    expect((await other.call('check-in')).status).toBe(200);
    expect(await faultsOf(api, accountId)).toEqual([]);
  },
);

test.each([...guardedRoutes, 'register-session'] as const)(
  '%s: a session that an account-wide sign-out covers is refused before any record of it is settled',
  async (name) => {
    const { devices } = await seedAccount(api, 2, { ago: 5 });
    const [actor, target] = devices;
    const ordered = await actor.call('sign-out-devices', { body: { scope: 'others', reason: 'lost' } });
    const refused = await target.call(name, validAsk(name, actor));
    expect(refused.body).toMatchObject({
      code: 'session-revoked',
      signOut: { requestedAt: ordered.body.requestedAt, requestedBy: actor.deviceId, reason: 'lost' },
    });
    expect((await actor.call('check-in')).status).toBe(200);
  },
);

test('everything signed out refuses also the session that asked for it', async () => {
  const { devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  expect((await actor.call('sign-out-devices', { body: { scope: 'everywhere' } })).status).toBe(202);
  for (const device of [actor, target]) {
    expect((await device.call('check-in')).body).toMatchObject({
      code: 'session-revoked',
      signOut: { requestedBy: actor.deviceId, reason: 'other' },
    });
  }
});
