import { expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const bodies = { 'update-device': { body: { trusted: true } } };
const guardedByStepUp = [
  'sign-out-device',
  'sign-out-session',
  'sign-out-devices',
  'update-device',
  'finish-review',
  'update-settings',
] as const;

/** The clock to the begin of a second: `auth_time` has whole ones, so that an age is exact for almost a second. */
const toBeginOfSecond = () => api.clock.advance((1000 - (api.clock.now().getTime() % 1000)) / 1000);

test.each(guardedByStepUp)(
  '%s: asks for an authentication of the last 900 seconds: 901 are refused and change nothing',
  async (name) => {
    toBeginOfSecond();
    const { accountId, devices } = await seedAccount(api, 2, { ago: 901 });
    const [actor, target] = devices;
    const ask = { ...validAsk(name, target), ...(name === 'update-device' && bodies[name]) };
    const before = await recordsOf(api.engine, accountId);
    const answer = await actor.call(name, ask);
    expect([answer.status, answer.body.code, answer.body.max_age]).toEqual([401, 'step-up-required', 900]);
    expect(answer.headers['www-authenticate']).toMatch(
      /^Bearer error="insufficient_user_authentication", error_description="[^"]+", max_age="900"$/,
    );
    expect(await recordsOf(api.engine, accountId)).toEqual(before);
    expect((await target.call('check-in')).status).toBe(200);
  },
);

test.each(guardedByStepUp)('%s: 900 seconds are recent enough', async (name) => {
  const { devices } = await seedAccount(api, 2, { ago: 895 });
  const [actor, target] = devices;
  const ask = { ...validAsk(name, target), ...(name === 'update-device' && bodies[name]) };
  expect([200, 202]).toContain((await actor.call(name, ask)).status);
});

test.each(guardedByStepUp)('%s: a refreshed token does not make the authentication more recent', async (name) => {
  const { devices } = await seedAccount(api, 2, { ago: 3600 });
  const [actor, target] = devices;
  const ask = { ...validAsk(name, target), ...(name === 'update-device' && bodies[name]) };
  const refreshed = { ...actor.token, iat: String(Math.floor(api.clock.now().getTime() / 1000)) };
  expect((await api.callAs(refreshed, name, ask)).body.code).toBe('step-up-required');
});

test('renaming, forgetting, turning reminders on, another language and signing oneself out need no recent authentication', async () => {
  const { devices } = await seedAccount(api, 3, { ago: 86_400, signedOut: (index) => index === 2 });
  const [actor, target, gone] = devices;
  const statuses = [
    await actor.call('update-device', { params: { deviceId: target.deviceId }, body: { name: 'Name' } }),
    await actor.call('forget-device', { params: { deviceId: gone.deviceId } }),
    await actor.call('update-settings', { body: { reminders: true, language: 'de' } }),
    await actor.call('end-session'),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 204, 200, 204]);
});
