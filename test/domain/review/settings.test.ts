import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../../shared/domain/account/account.ts';
import { updateSettings } from '../../../shared/domain/review/settings.ts';
import { unsubscribeLinkAuthority } from '../../../shared/domain/sign-out/actor.ts';
import { itemsOf, recordsOf } from '../../support/account-records.ts';
import { changeRecords } from '../../support/change-records.ts';
import { mailedReview } from '../../support/mailed-review.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

// By the link of a mail, and what concerns its address; for who is signed in see also test/api/update-settings.

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

describe('an address that mails do not reach', () => {
  const email = 'owner@example.com';
  const at = '2026-01-01T00:00:00.000Z';
  const unreached = async (account: Partial<Account> = {}) => {
    const { accountId, devices } = await seedAccount(api, 1);
    const undeliverable = { address: email, because: 'complained', at } as const;
    await changeRecords(api, accountId, { account: { email, undeliverable, ...account } });
    const changes = async () =>
      (await recordsOf(api.engine, accountId)).activity
        .filter(({ type }) => type === 'settings-changed')
        .map(({ by, detail }) => ({ by, detail }));
    return { accountId, device: devices[0], changes };
  };

  test.each([
    ['were on', {}],
    ['were off', { reminders: false }],
  ])('is tried again once its owner, signed in, turns reminders on that %s', async (_, given) => {
    const { accountId, device, changes } = await unreached(given);
    for (let times = 0; times < 2; times += 1) {
      const answer = await device.call('update-settings', { body: { reminders: true } });
      expect(answer.body).toMatchObject({ reminders: true, delivery: 'ok' });
    }
    const { account } = await recordsOf(api.engine, accountId);
    expect(account).toMatchObject({ email, reminders: true });
    expect(account).not.toHaveProperty('undeliverable');
    expect(await changes()).toEqual([{ by: device.deviceId, detail: 'reminders-on' }]);
  });

  test.each([{ reminders: false }, { language: 'de' }])('is not tried again by %j', async (body) => {
    const { device } = await unreached();
    expect((await device.call('update-settings', { body })).body.delivery).toBe('complained');
  });

  test('is not tried again by the link of a mail', async () => {
    const { accountId, device } = await unreached();
    const authority = unsubscribeLinkAuthority(accountId);
    for (const reminders of [true, false]) await updateSettings(api.world, { authority, reminders });
    expect((await device.call('get-settings')).body.delivery).toBe('complained');
  });

  test('and is not the owner’s any more is no reason to write anything', async () => {
    const { device, changes } = await unreached({ email: 'new@example.com' });
    await device.call('update-settings', { body: { reminders: true } });
    expect(await changes()).toEqual([]);
  });
});

test('an account that is gone is gone, and does not come back', async () => {
  expect(await unsubscribe('nobody')).toEqual({ kind: 'link-gone' });
  expect(await itemsOf(api.engine, 'nobody')).toEqual([]);
});
