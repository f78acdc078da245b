import { expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { guardedRoutes, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const hour = 3600;

test.each([...guardedRoutes, 'register-session', 'confirm-sign-out'] as const)(
  '%s: a session that has come to its end is refused, and its end is recorded once, with the time at which it was',
  async (name) => {
    const owner = api.owner();
    const other = await owner.signIn();
    const device = await owner.signIn({ shared: true });
    const end = Date.parse(device.registered.session.createdAt) + hour * 1000;
    api.clock.advance(hour + 1);

    for (const _ of [1, 2]) {
      const refused = await device.call(name, validAsk(name, device));
      expect([refused.status, refused.body.code]).toEqual([401, 'session-expired']);
    }
    await device.call('check-in');
    const { activity, sessions, devices } = await recordsOf(api.engine, owner.accountId);
    const ends = activity.filter(({ type }) => type === 'session-expired');
    expect(ends).toHaveLength(1);
    expect(ends[0]).toMatchObject({
      at: new Date(end - (end % 1000)).toISOString(),
      device: { id: device.deviceId },
      sessions: [{ id: device.sessionId, app: { name: 'Demo app' } }],
      by: null,
    });
    expect(sessions.find(({ id }) => id === device.sessionId)?.state).toBe('expired');
    expect(devices.find(({ id }) => id === device.deviceId)?.state).toBe('signed-out');
    expect((await other.call('check-in')).status).toBe(200);
    expect(await faultsOf(api, owner.accountId)).toEqual([]);
  },
);

test('an ended session is refused from its very second on, before anybody has recorded it', async () => {
  const owner = api.owner();
  const device = await owner.signIn({ shared: true });
  const { sessions } = await recordsOf(api.engine, owner.accountId);
  const [session] = sessions;
  const left = Math.floor(((session?.endsAt ?? 0) * 1000 - api.clock.now().getTime()) / 1000);
  api.clock.advance(left - 5);
  expect((await device.call('get-session')).status).toBe(200);
  api.clock.advance(6);
  expect((await device.call('get-session')).body.code).toBe('session-expired');
});
