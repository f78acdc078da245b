import { expect, jest, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { changeRecords } from '../../support/change-records.ts';
import { inAnyOrder, rounds, roundsMsMax } from '../../support/rounds.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { unhurriedStore } from '../../support/unhurried-store.ts';
import { useTestApi } from '../../support/use-test-api.ts';

// A sign-in says when its owner is first asked to review the devices, in which language, and where that goes.

const api = await useTestApi({ unlimited: true, wrapStore: unhurriedStore });
jest.setTimeout(roundsMsMax);
const at = (time: string) => api.clock.advance((Date.parse(time) - api.clock.now().getTime()) / 1000);
const accountOf = async (accountId: string) => (await recordsOf(api.engine, accountId)).account;

test.each([
  ['2027-03-05T12:00:00.000Z', '2027-04-05', 5],
  ['2027-03-31T12:00:00.000Z', '2027-04-30', 31],
  // Already the next day where the service is, by one hour in winter and by two in summer.
  ['2027-01-30T23:00:00.000Z', '2027-02-28', 31],
  ['2027-07-30T22:00:00.000Z', '2027-08-31', 31],
  ['2027-07-30T21:59:59.000Z', '2027-08-30', 30],
  ['2028-01-30T23:30:00.000Z', '2028-02-29', 31],
])('a first sign-in at %s is due on %s', async (time, dueOn, day) => {
  at(time);
  const { accountId, signIn } = api.owner();
  await signIn();
  expect(await accountOf(accountId)).toMatchObject({ reviewDueAt: dueOn, review: { day } });
});

test('a later sign-in, from whatever device, does not put it off', async () => {
  const owner = api.owner();
  const { deviceId: id, deviceSecret: secret } = await owner.signIn();
  const { reviewDueAt, review } = (await accountOf(owner.accountId)) ?? {};
  api.clock.advance(40 * 86_400);
  await owner.signIn();
  await owner.signIn({ device: { id, secret } });
  expect(await accountOf(owner.accountId)).toMatchObject({ reviewDueAt, review });
});

test('an account that was never due, or was taken out of the calendar, is in it again with its next sign-in', async () => {
  at('2029-03-10T12:00:00.000Z');
  const never = await seedAccount(api, 1);
  await never.owner.signIn();
  expect(await accountOf(never.accountId)).toMatchObject({ reviewDueAt: '2029-04-10', review: { day: 10 } });

  const taken = await seedAccount(api, 1);
  const review = { day: 31, lastReviewedAt: '2028-12-31T12:00:00.000Z', countries: ['DE'] };
  await changeRecords(api, taken.accountId, { account: { review } });
  await taken.owner.signIn();
  expect(await accountOf(taken.accountId)).toMatchObject({ reviewDueAt: '2029-04-30', review });
});

test('two first sign-ins at the same moment are both there, and due once', async () => {
  const outcomes = await rounds(10, async () => {
    const owner = api.owner();
    const answers = await inAnyOrder(
      () => api.callAs(owner.claims(), 'register-session'),
      () => api.callAs(owner.claims(), 'register-session'),
    );
    const { account, devices } = await recordsOf(api.engine, owner.accountId);
    return [answers.map(({ status }) => status), account?.reviewDueAt !== undefined, devices.length];
  });
  for (const outcome of outcomes) expect(outcome).toEqual([[201, 201], true, 2]);
});

test('a sign-in that is refused makes nobody due', async () => {
  const { owner, accountId, devices } = await seedAccount(api, 2, { ago: 5 });
  await devices[0].call('sign-out-devices', { body: { scope: 'everywhere' } });
  const refused = await api.callAs(owner.claims({ ago: 60 }), 'register-session');
  expect(refused.body.code).toBe('reauthentication-required');
  expect(await accountOf(accountId)).not.toHaveProperty('reviewDueAt');
});

test.each([
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['fr-FR,fr;q=0.9,de;q=0.5,en;q=0.3', 'de'],
  ['en-GB', 'en'],
  ['fr', 'en'],
  ['', 'en'],
])('an owner whose browser asks for "%s" is written to in %s', async (language, wanted) => {
  const device = await api.owner().signIn({}, { headers: { 'accept-language': language } });
  expect((await device.call('get-settings')).body.language).toBe(wanted);
});

test('the language is that of the first sign-in, until the owner says otherwise', async () => {
  const owner = api.owner();
  await owner.signIn({}, { headers: { 'accept-language': 'de' } });
  const second = await owner.signIn({}, { headers: { 'accept-language': 'en' } });
  expect((await second.call('get-settings')).body.language).toBe('de');
});

test('an address at which mails bounced stays so with a sign-in, until there is another address', async () => {
  const token = 'test-access-token';
  api.emails.set(token, 'old@example.com');
  const owner = api.owner();
  const device = await owner.signIn();
  const delivery = async () => (await device.call('get-settings')).body.delivery;
  const noted = { address: 'old@example.com', because: 'bounced', at: api.clock.now().toISOString() } as const;
  await changeRecords(api, owner.accountId, { account: { undeliverable: noted } });
  await owner.signIn();
  expect(await delivery()).toBe('bounced');
  api.emails.set(token, 'new@example.com');
  await owner.signIn();
  expect(await delivery()).toBe('ok');
  api.emails.delete(token);
});

test('an address that the owner has given up is not written to any more; one that cannot be read just now stays', async () => {
  const token = 'test-access-token';
  api.emails.set(token, 'owner@example.com');
  const owner = api.owner();
  await owner.signIn();
  api.emails.delete(token);
  await owner.signIn();
  expect((await accountOf(owner.accountId))?.email).toBe('owner@example.com');
  api.emails.set(token, null);
  await owner.signIn();
  expect(await accountOf(owner.accountId)).not.toHaveProperty('email');
});
