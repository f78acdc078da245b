import { afterEach, expect, test } from '@jest/globals';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';
import { recordsOf } from '../../support/account-records.ts';
import { breakableStore } from '../../support/breakable-store.ts';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import type { SeededDevice } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap, pause: async () => {} });
afterEach(() => store.mend());

type Decision = 'keep' | 'sign-out' | 'not-sure';
const deciding = (...decided: [SeededDevice, Decision][]) => ({
  body: { decisions: decided.map(([{ deviceId }, decision]) => ({ deviceId, decision })) },
});
const signedOutBy = async (by: SeededDevice, { deviceId }: SeededDevice) => {
  const ask = { params: { deviceId }, body: { reason: 'stolen' } };
  expect((await by.call('sign-out-device', ask)).status).toBe(202);
};
const reviewsOf = async (accountId: string) => {
  const { account, activity } = await recordsOf(api.engine, accountId);
  return {
    last: account?.review?.lastReviewedAt,
    recorded: activity.filter(({ type }) => type === 'review-finished').length,
    signedOut: activity.filter(({ type }) => type === 'device-signed-out').length,
  };
};

test('a device that is signed out by another meanwhile keeps the receipt of that order', async () => {
  const { accountId, devices } = await seedAccount(api, 3);
  const [actor, gone, other] = devices;
  store.beforeNextCommit(() => signedOutBy(other, gone));
  const { body } = await actor.call('finish-review', deciding([gone, 'sign-out']));
  expect(body.devices).toMatchObject([
    { outcome: 'signed-out', device: { signOut: { requestedBy: other.deviceId, reason: 'stolen' } } },
  ]);
  expect(await reviewsOf(accountId)).toMatchObject({ recorded: 1, signedOut: 1 });
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('a device that had signed itself out, or was signed out before, is shown as it is and stays so', async () => {
  const { accountId, devices } = await seedAccount(api, 4);
  const [actor, left, signedOut, kept] = devices;
  await left.call('end-session');
  await signedOutBy(actor, signedOut);
  await signedOutBy(actor, kept);
  const { body } = await actor.call(
    'finish-review',
    deciding([left, 'sign-out'], [signedOut, 'sign-out'], [kept, 'keep']),
  );
  expect(body.devices).toMatchObject([
    { outcome: 'signed-out', device: { state: 'signed-out', signOut: { requestedBy: left.deviceId } } },
    { outcome: 'signed-out', device: { state: 'signed-out', signOut: { reason: 'stolen' } } },
    // To keep it is no order: it was signed out, and that is what is shown.
    { outcome: 'kept', device: { state: 'signed-out', signOut: { reason: 'stolen' } } },
  ]);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test.each(['keep', 'not-sure', 'sign-out'] as const)(
  '%s: a device that was forgotten is not there',
  async (decision) => {
    const { devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
    const [actor, gone] = devices;
    await actor.call('forget-device', { params: { deviceId: gone.deviceId } });
    const { status, body } = await actor.call('finish-review', deciding([gone, decision]));
    expect([status, body.devices]).toEqual([200, [{ deviceId: gone.deviceId, outcome: 'not-found' }]]);
  },
);

test('a device that signs in again meanwhile is signed out with its new session', async () => {
  const { owner, accountId, devices } = await seedAccount(api, 2);
  const [actor, gone] = devices;
  const device = { id: gone.deviceId, secret: gone.deviceSecret };
  const token = owner.claims();
  store.beforeNextCommit(() => api.callAs(token, 'register-session', { body: { device, app: { name: 'Second' } } }));
  const { body } = await actor.call('finish-review', deciding([gone, 'sign-out']));
  expect(body.devices[0].device).toMatchObject({ state: 'signed-out', sessions: [{}, {}] });
  expect((await api.callAs(token, 'check-in')).body.code).toBe('session-revoked');
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('a device that signs in while a review is finished is new in the next one, also where the record was met by another change', async () => {
  const { owner, devices } = await seedAccount(api, 2);
  const [actor, other] = devices;
  let late = '';
  store.beforeNextCommit(async () => {
    api.clock.advance(1);
    late = (await owner.signIn()).deviceId;
    api.clock.advance(1);
    await other.call('update-settings', { body: { language: 'de' } });
  });
  const both = deciding([actor, 'keep'], [other, 'keep']);
  expect((await actor.call('finish-review', both)).status).toBe(200);
  const { body } = await actor.call('get-review');
  const shown = body.devices as { id: string; attention: string[] }[];
  expect(shown.filter(({ attention }) => attention.includes('new-device')).map(({ id }) => id)).toEqual([late]);
});

test('who is signed out before the first sign-out is refused, and nothing was done', async () => {
  const { accountId, devices } = await seedAccount(api, 4);
  const [actor, gone, kept, other] = devices;
  store.beforeNextCommit(() => signedOutBy(other, actor));
  const answer = await actor.call('finish-review', deciding([gone, 'sign-out'], [kept, 'keep']));
  expect([answer.status, answer.body.code]).toEqual([401, 'session-revoked']);
  expect((await gone.call('check-in')).status).toBe(200);
  expect(await reviewsOf(accountId)).toEqual({ last: undefined, recorded: 0, signedOut: 1 });
});

test.each([
  ['after the first of two sign-outs', 1, [401, 200]],
  ['after all of them, before the record', 2, [401, 401]],
] as const)(
  'who is signed out %s is refused; what was done is true, and no review is recorded',
  async (_, after, ends) => {
    const { accountId, devices } = await seedAccount(api, 4);
    const [actor, first, second, other] = devices;
    /** At the last moment before the commit that comes after so many. */
    const before = (commits: number, meanwhile: () => Promise<unknown>): void =>
      store.beforeNextCommit(async () => (commits === 0 ? meanwhile() : before(commits - 1, meanwhile)));
    before(after, () => signedOutBy(other, actor));
    const answer = await actor.call('finish-review', deciding([first, 'sign-out'], [second, 'sign-out']));
    expect([answer.status, answer.body.code]).toEqual([401, 'session-revoked']);
    const statuses = [await first.call('check-in'), await second.call('check-in')].map(({ status }) => status);
    expect(statuses).toEqual(ends);
    expect(await reviewsOf(accountId)).toEqual({ last: undefined, recorded: 0, signedOut: after + 1 });
    expect(await faultsOf(api, accountId)).toEqual([]);
  },
);

test.each([
  ['at the second sign-out', 1],
  ['between the sign-outs and the record', 2],
])('a store that fails %s: it is said, the review is still open, and asking again does the rest', async (_, after) => {
  const { accountId, devices } = await seedAccount(api, 4);
  const [actor, first, second, kept] = devices;
  const asked = deciding([first, 'sign-out'], [kept, 'keep'], [second, 'sign-out']);
  store.breakAfter('commit', after, new StoreUnavailableError('away'));
  const failed = await actor.call('finish-review', asked);
  expect([failed.status, failed.body.code]).toEqual([503, 'unavailable']);
  expect(await reviewsOf(accountId)).toEqual({ last: undefined, recorded: 0, signedOut: after });
  store.mend();

  const before = (await actor.call('get-device', { params: { deviceId: first.deviceId } })).body.signOut;
  const again = await actor.call('finish-review', asked);
  expect(again.status).toBe(200);
  expect(again.body.devices[0].device.signOut).toEqual(before);
  expect(await reviewsOf(accountId)).toEqual({ last: again.body.reviewedAt, recorded: 1, signedOut: 2 });
  expect(await faultsOf(api, accountId)).toEqual([]);
});
