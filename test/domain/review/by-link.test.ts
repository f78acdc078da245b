import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { accountKey } from '../../../shared/adapters/dynamodb/items.ts';
import type { DeviceId, ReviewId } from '../../../shared/contracts/values.ts';
import { finishReview } from '../../../shared/domain/review/finish-review.ts';
import { reviewLinkAuthority } from '../../../shared/domain/sign-out/actor.ts';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';
import { itemsOf, recordsOf } from '../../support/account-records.ts';
import { breakableStore } from '../../support/breakable-store.ts';
import { faultsOf } from '../../support/check-account.ts';
import { mailedReview } from '../../support/mailed-review.ts';
import { inAnyOrder, rounds, roundsMsMax } from '../../support/rounds.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

// What a link of a mail is good for: one review, while it is open.

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap, pause: async () => {} });
afterEach(() => store.mend());
jest.setTimeout(roundsMsMax);

const finish = (
  accountId: string,
  reviewId: ReviewId,
  decided: [{ deviceId: string }, 'keep' | 'sign-out' | 'not-sure'][],
) =>
  finishReview(
    { ...api.world, timeZone: 'Europe/Berlin' },
    {
      authority: reviewLinkAuthority(accountId, reviewId),
      decisions: decided.map(([{ deviceId }, decision]) => ({ deviceId: deviceId as DeviceId, decision })),
    },
  );
const activityOf = async (accountId: string, type: string) =>
  (await recordsOf(api.engine, accountId)).activity.filter((one) => one.type === type);
const scene = async (count: 2 | 3 | 4 = 3) => {
  const { accountId, devices } = await seedAccount<4>(api, count as 4);
  return { accountId, devices, reviewId: await mailedReview(api, accountId) };
};

test('signs out what was chosen; the receipt and the record say that no device did it, but a link', async () => {
  const { accountId, devices, reviewId } = await scene();
  const [kept, gone, unsure] = devices;
  const outcome = await finish(accountId, reviewId, [
    [kept, 'keep'],
    [gone, 'sign-out'],
    [unsure, 'not-sure'],
  ]);
  expect(outcome).toMatchObject({
    kind: 'finished',
    devices: [{ outcome: 'kept' }, { outcome: 'signed-out' }, { outcome: 'not-sure' }],
  });
  expect((await gone.call('check-in')).body).toMatchObject({
    code: 'session-revoked',
    signOut: { requestedBy: null, reason: 'other' },
  });
  expect(await activityOf(accountId, 'device-signed-out')).toMatchObject([
    { by: null, detail: 'review-link', device: { id: gone.deviceId } },
  ]);
  expect(await activityOf(accountId, 'review-finished')).toMatchObject([
    { by: null, detail: 'kept:1,signed-out:1,not-sure:1' },
  ]);
  for (const { call } of [kept, unsure]) expect((await call('check-in')).status).toBe(200);
  const { account } = await recordsOf(api.engine, accountId);
  expect(account?.review?.mail).toMatchObject({ id: reviewId, finishedAt: account?.review?.lastReviewedAt });
  expect(await faultsOf(api, accountId)).toEqual([]);
});

describe('over', () => {
  /** What whoever uses it is told, and whether anything was changed by it. */
  const used = async (accountId: string, reviewId: ReviewId, device: { deviceId: string }) => {
    const before = await itemsOf(api.engine, accountId);
    const told = new Set<string>();
    for (const decided of [[[device, 'sign-out']], [[device, 'keep']], []] as Parameters<typeof finish>[2][]) {
      told.add((await finish(accountId, reviewId, decided)).kind);
    }
    expect(await itemsOf(api.engine, accountId)).toEqual(before);
    return told;
  };
  test('when its review is finished: the second time nothing is done', async () => {
    const { accountId, devices, reviewId } = await scene();
    await finish(accountId, reviewId, [[devices[1], 'sign-out']]);
    expect(await used(accountId, reviewId, devices[2])).toEqual(new Set(['link-finished']));
  });

  test('when another review was finished, by a device that is signed in', async () => {
    const { accountId, devices, reviewId } = await scene();
    expect((await devices[0].call('finish-review', { body: { decisions: [] } })).status).toBe(200);
    expect(await used(accountId, reviewId, devices[2])).toEqual(new Set(['link-finished']));
  });

  test('when the next mail was sent', async () => {
    const { accountId, devices, reviewId } = await scene();
    const next = await mailedReview(api, accountId);
    expect(await used(accountId, reviewId, devices[2])).toEqual(new Set(['link-finished']));
    expect(await finish(accountId, next, [[devices[2], 'sign-out']])).toMatchObject({ kind: 'finished' });
  });

  test('when the account is gone, or never was sent a mail', async () => {
    const { accountId, devices, reviewId } = await scene();
    const never = await seedAccount(api, 1);
    expect(await used(never.accountId, reviewId, never.devices[0])).toEqual(new Set(['link-gone']));
    expect(await used('nobody', reviewId, devices[2])).toEqual(new Set(['link-gone']));
    const { sessions: TableName } = api.engine.tables;
    await api.engine.client.send(new DeleteCommand({ TableName, Key: accountKey(accountId) }));
    expect(await used(accountId, reviewId, devices[2])).toEqual(new Set(['link-gone']));
  });
});

test("a link of one account does nothing to another's devices", async () => {
  const mine = await scene();
  const theirs = await scene();
  const before = await itemsOf(api.engine, theirs.accountId);
  const outcome = await finish(mine.accountId, mine.reviewId, [[theirs.devices[0], 'sign-out']]);
  expect(outcome).toMatchObject({ kind: 'finished', devices: [{ outcome: 'not-found', device: undefined }] });
  expect(await finish(theirs.accountId, mine.reviewId, [[theirs.devices[0], 'sign-out']])).toEqual({
    kind: 'link-finished',
  });
  expect(await itemsOf(api.engine, theirs.accountId)).toEqual(before);
});

test('used twice at the same moment: one review is finished, the other is told so', async () => {
  const outcomes = await rounds(15, async () => {
    const { accountId, devices, reviewId } = await scene();
    const answers = await inAnyOrder(
      () => finish(accountId, reviewId, [[devices[1], 'sign-out']]),
      () =>
        finish(accountId, reviewId, [
          [devices[1], 'sign-out'],
          [devices[2], 'keep'],
        ]),
    );
    return {
      kinds: new Set(answers.map(({ kind }) => kind)),
      ended: (await activityOf(accountId, 'device-signed-out')).length,
      finished: (await activityOf(accountId, 'review-finished')).length,
      faults: await faultsOf(api, accountId),
    };
  });
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ kinds: new Set(['finished', 'link-finished']), ended: 1, finished: 1, faults: [] });
  }
});

test.each([
  ['before the first sign-out', 0, 0],
  ['between two sign-outs', 1, 1],
  ['before the record', 2, 2],
])('another review is finished %s: what was not done by then is not done', async (_, after, done) => {
  const { accountId, devices, reviewId } = await scene(4);
  const [actor, first, second] = devices;
  /** At the last moment before the commit that comes after so many. */
  const before = (commits: number, meanwhile: () => Promise<unknown>): void =>
    store.beforeNextCommit(async () => (commits === 0 ? meanwhile() : before(commits - 1, meanwhile)));
  before(after, () => actor.call('finish-review', { body: { decisions: [] } }));
  const outcome = await finish(accountId, reviewId, [
    [first, 'sign-out'],
    [second, 'sign-out'],
  ]);
  expect(outcome).toEqual({ kind: 'link-finished' });
  expect(await activityOf(accountId, 'device-signed-out')).toHaveLength(done);
  expect(await activityOf(accountId, 'review-finished')).toHaveLength(1);
  const live = [await first.call('check-in'), await second.call('check-in')].filter(({ status }) => status === 200);
  expect(live).toHaveLength(2 - done);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test.each([0, 1, 2])(
  'a store that fails after %i commits leaves the link open: used again, it does the rest',
  async (after) => {
    const { accountId, devices, reviewId } = await scene();
    const [, first, second] = devices;
    const decided: Parameters<typeof finish>[2] = [
      [first, 'sign-out'],
      [second, 'sign-out'],
    ];
    store.breakAfter('commit', after, new StoreUnavailableError('away'));
    await expect(finish(accountId, reviewId, decided)).rejects.toThrow(StoreUnavailableError);
    expect(await activityOf(accountId, 'review-finished')).toEqual([]);
    store.mend();
    expect(await finish(accountId, reviewId, decided)).toMatchObject({ kind: 'finished' });
    expect(await activityOf(accountId, 'device-signed-out')).toHaveLength(2);
    expect(await faultsOf(api, accountId)).toEqual([]);
  },
);

test('every device may be signed out by it; nobody is asked again before somebody has signed in', async () => {
  const { accountId, devices, reviewId } = await scene();
  const outcome = await finish(
    accountId,
    reviewId,
    devices.slice(0, 3).map((device) => [device, 'sign-out']),
  );
  expect(outcome.kind).toBe('finished');
  const { sessions, account } = await recordsOf(api.engine, accountId);
  expect(new Set(sessions.map(({ state }) => state))).toEqual(new Set(['signed-out']));
  expect(account?.reviewDueAt).toBeDefined();
});
