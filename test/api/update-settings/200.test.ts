import { expect, test } from '@jest/globals';
import { everythingIn, recordsOf } from '../../support/account-records.ts';
import { changeRecords } from '../../support/change-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

const settingsOf = async (accountId: string) => {
  const { account } = await recordsOf(api.engine, accountId);
  return { reminders: account?.reminders, language: account?.language };
};
const changesOf = async (accountId: string) =>
  (await recordsOf(api.engine, accountId)).activity
    .filter(({ type }) => type === 'settings-changed')
    .map(({ by, detail, device }) => ({ by, detail, device }));

test.each([
  [{ reminders: false }, { reminders: false, language: 'en' }, 'reminders-off'],
  [{ language: 'de' }, { reminders: true, language: 'de' }, 'language-de'],
  [{ reminders: false, language: 'de' }, { reminders: false, language: 'de' }, 'reminders-off,language-de'],
])('%j is set, answered and on the record', async (body, wanted, detail) => {
  const { accountId, devices } = await seedAccount(api, 2);
  const [actor, other] = devices;
  const answer = await actor.call('update-settings', { body });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject(wanted);
  expect(answer.body).toEqual((await other.call('get-settings')).body);
  expect(await settingsOf(accountId)).toEqual(wanted);
  expect(await changesOf(accountId)).toEqual([{ by: actor.deviceId, detail, device: null }]);
});

test('on again after off, and back to English: each is a change of its own', async () => {
  const { accountId, devices } = await seedAccount(api, 1);
  const [device] = devices;
  const bodies = [{ reminders: false, language: 'de' }, { reminders: true }, { language: 'en' }];
  for (const body of bodies) await device.call('update-settings', { body });
  expect(await settingsOf(accountId)).toEqual({ reminders: true, language: 'en' });
  expect((await changesOf(accountId)).map(({ detail }) => detail)).toEqual([
    'reminders-off,language-de',
    'reminders-on',
    'language-en',
  ]);
});

test.each([{}, { reminders: true }, { language: 'en' }, { reminders: true, language: 'en' }])(
  '%j of who has set nothing already is so: it is answered, and nothing is written',
  async (body) => {
    const { devices } = await seedAccount(api, 1);
    const before = await everythingIn(api.engine);
    const answer = await devices[0].call('update-settings', { body });
    expect(answer.body).toMatchObject({ reminders: true, language: 'en' });
    expect(await everythingIn(api.engine)).toEqual(before);
  },
);

test('a body may be left out', async () => {
  const { devices } = await seedAccount(api, 1);
  expect((await devices[0].call('update-settings')).status).toBe(200);
});

test('the rest of the account stays: when it is due, its review, its sessions', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const account = { email: 'owner@example.com', reviewDueAt: '2026-12-31', review: { day: 31, countries: ['DE'] } };
  await changeRecords(api, accountId, { account });
  const before = await recordsOf(api.engine, accountId);
  const answer = await devices[0].call('update-settings', { body: { reminders: false } });
  expect(answer.body.nextReviewOn).toBe('2026-12-31');
  const after = await recordsOf(api.engine, accountId);
  expect(after.account).toMatchObject(account);
  expect([after.devices, after.sessions]).toEqual([before.devices, before.sessions]);
});

test('changes of several at once all count: none takes another back', async () => {
  const { accountId, devices } = await seedAccount(api, 5);
  const answers = await Promise.all(
    devices.map(({ call }, n) =>
      call('update-settings', { body: n % 2 === 0 ? { reminders: false } : { language: 'de' } }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await settingsOf(accountId)).toEqual({ reminders: false, language: 'de' });
  const details = (await changesOf(accountId)).map(({ detail }) => detail);
  expect([details.length, new Set(details)]).toEqual([2, new Set(['language-de', 'reminders-off'])]);
});

test('a sign-in does not change what was set, also one from a browser in another language', async () => {
  const { owner, accountId, devices } = await seedAccount(api, 1);
  await devices[0].call('update-settings', { body: { reminders: false, language: 'en' } });
  await devices[0].call('update-settings', { body: { language: 'de' } });
  await owner.signIn({}, { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
  expect(await settingsOf(accountId)).toEqual({ reminders: false, language: 'de' });
});
