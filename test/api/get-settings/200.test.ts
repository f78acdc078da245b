import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { changeRecords } from '../../support/change-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('who has set nothing is reminded, in English, where an address is known', async () => {
  const { devices } = await seedAccount(api, 1);
  expect((await devices[0].call('get-settings')).body).toEqual({
    reminders: true,
    language: 'en',
    email: null,
    delivery: 'no-address',
    lastReviewedAt: null,
    nextReviewOn: null,
  });
});

test('what was set is shown, with the address and the days', async () => {
  const { accountId, devices } = await seedAccount(api, 1);
  const lastReviewedAt = '2026-10-31T08:00:00.000Z';
  await changeRecords(api, accountId, {
    account: {
      email: 'owner@example.com',
      reminders: false,
      language: 'de',
      reviewDueAt: '2026-11-30',
      review: { day: 31, lastReviewedAt },
    },
  });
  expect((await devices[0].call('get-settings')).body).toEqual({
    reminders: false,
    language: 'de',
    email: 'owner@example.com',
    delivery: 'ok',
    lastReviewedAt,
    nextReviewOn: '2026-11-30',
  });
});

test.each(['bounced', 'complained'] as const)(
  'an address at which mails are %s is named so, until there is another one',
  async (because) => {
    const { accountId, devices } = await seedAccount(api, 1);
    const delivery = async () => (await devices[0].call('get-settings')).body.delivery;
    const at = '2026-10-31T08:00:00.000Z';
    const undeliverable = { address: 'old@example.com', because, at };
    await changeRecords(api, accountId, { account: { email: 'old@example.com', undeliverable } });
    expect(await delivery()).toBe(because);
    await changeRecords(api, accountId, { account: { email: 'new@example.com' } });
    expect(await delivery()).toBe('ok');
  },
);

test("settings are the account's: another account's are not touched by them, and looking changes nothing", async () => {
  const mine = await seedAccount(api, 1);
  const theirs = await seedAccount(api, 2);
  await changeRecords(api, theirs.accountId, { account: { email: 'them@example.com', language: 'de' } });
  const before = await everythingIn(api.engine);
  const shown = await Promise.all(theirs.devices.map(async ({ call }) => (await call('get-settings')).text));
  expect(new Set(shown).size).toBe(1);
  expect((await mine.devices[0].call('get-settings')).text).not.toContain('them@');
  expect(await everythingIn(api.engine)).toEqual(before);
});
