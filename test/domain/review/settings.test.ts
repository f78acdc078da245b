import { expect, test } from '@jest/globals';
import { updateSettings } from '../../../shared/domain/review/settings.ts';
import { unsubscribeLinkAuthority } from '../../../shared/domain/sign-out/actor.ts';
import { itemsOf, recordsOf } from '../../support/account-records.ts';
import { changeRecords } from '../../support/change-records.ts';
import { mailedReview } from '../../support/mailed-review.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

// By the link of a mail; for who is signed in see test/api/update-settings.

const api = await useTestApi();
const unsubscribe = (accountId: string) =>
  updateSettings(api.world, { authority: unsubscribeLinkAuthority(accountId), reminders: false });

test('reminders are turned off, which no device did; nothing else of the account is touched', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const set = { email: 'owner@example.com', language: 'de', reviewDueAt: '2026-12-31' } as const;
  await changeRecords(api, accountId, { account: set });
  await mailedReview(api, accountId);
  const before = await recordsOf(api.engine, accountId);
  expect((await unsubscribe(accountId)).kind).toBe('updated');
  const after = await recordsOf(api.engine, accountId);
  expect(after.account).toEqual({ ...before.account, version: (before.account?.version ?? 0) + 1, reminders: false });
  expect([after.devices, after.sessions]).toEqual([before.devices, before.sessions]);
  expect(after.activity.filter(({ type }) => type === 'settings-changed')).toMatchObject([
    { by: null, device: null, detail: 'reminders-off' },
  ]);
  expect((await devices[0].call('get-settings')).body.reminders).toBe(false);
});

test('again, and twenty times at once, it is done once', async () => {
  const { accountId } = await seedAccount(api, 1);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => unsubscribe(accountId)));
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['updated']));
  const before = await itemsOf(api.engine, accountId);
  await unsubscribe(accountId);
  expect(await itemsOf(api.engine, accountId)).toEqual(before);
  const { activity } = await recordsOf(api.engine, accountId);
  expect(activity.filter(({ type }) => type === 'settings-changed')).toHaveLength(1);
});

test('an account that is gone is gone, and does not come back', async () => {
  expect(await unsubscribe('nobody')).toEqual({ kind: 'link-gone' });
  expect(await itemsOf(api.engine, 'nobody')).toEqual([]);
});
