import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a session that nobody signed out has nothing to confirm, and nothing changes', async () => {
  const { devices } = await seedAccount(api, 1);
  const before = await everythingIn(api.engine);
  const answer = await devices[0].call('confirm-sign-out');
  expect([answer.status, answer.body.code]).toEqual([409, 'session-active']);
  expect(await everythingIn(api.engine)).toEqual(before);
});
