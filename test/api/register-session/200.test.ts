import { expect, test } from '@jest/globals';
import { everythingIn, recordsOf } from '../../support/account-records.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('registering the same token again answers the same session and device, without the secret, and changes nothing', async () => {
  const owner = api.owner();
  const { token, registered } = await owner.signIn({ device: { name: 'Laptop' }, refreshToken: 'first' });
  const before = await everythingIn(api.engine);
  const { deviceSecret: _, ...shown } = registered;
  for (const body of [{}, { device: { name: 'Other' }, shared: true }]) {
    const again = await api.callAs(token, 'register-session', { body });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(shown);
  }
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('what a repeated registration brings is taken: the first may have come without it', async () => {
  const owner = api.owner();
  const { token } = await owner.signIn();
  const push = { platform: 'fcm', token: 'push-token-brought-late' };
  const body = { refreshToken: 'refresh-token-brought-late', push };
  expect((await api.callAs(token, 'register-session', { body })).status).toBe(200);
  const { sessions } = await recordsOf(api.engine, owner.accountId);
  expect(sessions[0]?.push).toEqual(push);
  expect(JSON.stringify(await everythingIn(api.engine))).toContain('refresh-token-brought-late');
});

test('a refreshed token of the same sign-in registers the same session', async () => {
  const owner = api.owner();
  const { token, sessionId } = await owner.signIn();
  api.clock.advance(600);
  const refreshed = { ...token, jti: 'another-jti', iat: String(Number(token['iat']) + 600) };
  const again = await api.callAs(refreshed, 'register-session');
  expect([again.status, again.body.session.id]).toEqual([200, sessionId]);
});

test('the same token registered by ten calls at once makes one session: one of them is told the secret', async () => {
  const owner = api.owner();
  const token = owner.claims();
  const answers = await Promise.all(Array.from({ length: 10 }, () => api.callAs(token, 'register-session')));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.map(({ body }) => body.session.id)).size).toBe(1);
  expect(answers.filter(({ body }) => body.deviceSecret)).toHaveLength(1);
  const { sessions, devices } = await recordsOf(api.engine, owner.accountId);
  expect([sessions.length, devices.length]).toEqual([1, 1]);
});
