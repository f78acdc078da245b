import { afterEach, expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
afterEach(() => {
  Object.assign(api.limits, { registration: 10_000, 'sign-out': 10_000 });
  api.clock.advance(60);
});
/** To the first second of a minute, so that none ends while a test counts. */
const toNewMinute = () => api.clock.advance(60 - (Math.floor(api.clock.now().getTime() / 1000) % 60));

test('registrations over the allowance of an account are refused until the minute is over, other accounts are not', async () => {
  toNewMinute();
  api.limits.registration = 3;
  const owner = api.owner();
  for (let n = 0; n < 3; n++) await owner.signIn();
  const refused = await api.callAs(owner.claims(), 'register-session');
  expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
  const retryAfter = Number(refused.headers['retry-after']);
  expect(retryAfter).toBeGreaterThan(50);
  expect(retryAfter).toBeLessThanOrEqual(60);
  expect((await recordsOf(api.engine, owner.accountId)).sessions).toHaveLength(3);
  await api.owner().signIn();

  api.clock.advance(retryAfter);
  await owner.signIn();
});

test.each(['sign-out-device', 'sign-out-session', 'sign-out-devices', 'finish-review'] as const)(
  '%s: sign-outs over the allowance are refused and change nothing; all kinds share one allowance',
  async (name) => {
    toNewMinute();
    api.limits['sign-out'] = 2;
    const { accountId, devices } = await seedAccount(api, 4);
    const [actor, first, second, third] = devices;
    for (const { deviceId } of [first, second]) {
      expect((await actor.call('sign-out-device', { params: { deviceId } })).status).toBe(202);
    }
    const before = await recordsOf(api.engine, accountId);
    const refused = await actor.call(name, {
      ...validAsk(name, third),
      ...(name === 'sign-out-devices' && { body: { scope: 'everywhere' } }),
    });
    expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
    expect(await recordsOf(api.engine, accountId)).toEqual(before);
    expect((await third.call('check-in')).status).toBe(200);
    expect((await third.call('end-session')).status).toBe(204);
  },
);

test('fifty calls at once take no more than the allowance', async () => {
  toNewMinute();
  api.limits.registration = 20;
  const owner = api.owner();
  const answers = await Promise.all(Array.from({ length: 50 }, () => api.callAs(owner.claims(), 'register-session')));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
});
