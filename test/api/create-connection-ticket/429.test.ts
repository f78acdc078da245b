import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a reconnect storm is refused politely: over its allowance an account hears when to come again, others are not affected', async () => {
  // To the first second of a minute, so that none ends while this counts.
  api.clock.advance(60 - (Math.floor(api.clock.now().getTime() / 1000) % 60));
  api.limits.connection = 3;
  const { devices } = await seedAccount(api, 2);
  const [first, second] = devices;
  const answers = await Promise.all(Array.from({ length: 10 }, () => first.call('create-connection-ticket')));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  const before = await everythingIn(api.engine);
  const refused = await second.call('create-connection-ticket');
  expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
  const retryAfter = Number(refused.headers['retry-after']);
  expect(retryAfter).toBeGreaterThanOrEqual(1);
  expect(retryAfter).toBeLessThanOrEqual(60);
  expect(await everythingIn(api.engine)).toEqual(before);

  const other = await seedAccount(api, 1);
  expect((await other.devices[0].call('create-connection-ticket')).status).toBe(201);
  // It counts by itself: who may not connect may still sign out and check in.
  expect((await first.call('check-in')).status).toBe(200);
  api.clock.advance(retryAfter);
  expect((await second.call('create-connection-ticket')).status).toBe(201);
});
