import { expect, jest, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { inAnyOrder, rounds, roundsMsMax } from '../../support/rounds.ts';
import { seedAccount } from '../../support/seed-account.ts';
import type { SeededDevice } from '../../support/seed-account.ts';
import { unhurriedStore } from '../../support/unhurried-store.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi({ unlimited: true, wrapStore: unhurriedStore });
jest.setTimeout(roundsMsMax);

const signingOut = (...devices: SeededDevice[]) => ({
  body: { decisions: devices.map(({ deviceId }) => ({ deviceId, decision: 'sign-out', reason: 'lost' })) },
});
const typesOf = async (accountId: string) =>
  (await recordsOf(api.engine, accountId)).activity.map(({ type }) => type).filter((type) => type !== 'signed-in');

test('finished twice: the second is a review too, and what the first signed out keeps its receipt', async () => {
  const { accountId, devices } = await seedAccount(api, 3);
  const [actor, gone] = devices;
  const first = (await actor.call('finish-review', signingOut(gone))).body;
  api.clock.advance(3);
  const second = (await actor.call('finish-review', signingOut(gone))).body;
  expect(second.devices).toEqual(first.devices);
  expect(Date.parse(second.reviewedAt)).toBeGreaterThan(Date.parse(first.reviewedAt));
  expect((await recordsOf(api.engine, accountId)).account?.review?.lastReviewedAt).toBe(second.reviewedAt);
  expect(await typesOf(accountId)).toEqual(['device-signed-out', 'review-finished', 'review-finished']);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('two at the same moment that sign the same device out: both are done, and it is signed out once', async () => {
  const outcomes = await rounds(15, async () => {
    const { accountId, devices } = await seedAccount(api, 4);
    const [one, other, gone, alsoGone] = devices;
    const answers = await inAnyOrder(
      () => one.call('finish-review', signingOut(gone, alsoGone)),
      () => other.call('finish-review', signingOut(alsoGone, gone)),
    );
    const receipts = answers.map(({ body }) =>
      body.devices.toSorted((a: SeededDevice, b: SeededDevice) => (a.deviceId < b.deviceId ? -1 : 1)),
    );
    expect(receipts[0].map(({ device }: { device: { signOut: object } }) => device.signOut)).toEqual(
      receipts[1].map(({ device }: { device: { signOut: object } }) => device.signOut),
    );
    return {
      statuses: answers.map(({ status }) => status),
      types: (await typesOf(accountId)).toSorted(),
      faults: await faultsOf(api, accountId),
    };
  });
  for (const outcome of outcomes) {
    expect(outcome).toEqual({
      statuses: [200, 200],
      types: ['device-signed-out', 'device-signed-out', 'review-finished', 'review-finished'],
      faults: [],
    });
  }
});

test('two that sign each other out at the same moment: one wins, and only its review is on the record', async () => {
  const outcomes = await rounds(15, async () => {
    const { accountId, devices } = await seedAccount(api, 2);
    const [one, other] = devices;
    const answers = await inAnyOrder(
      () => one.call('finish-review', signingOut(other)),
      () => other.call('finish-review', signingOut(one)),
    );
    return {
      statuses: new Set(answers.map(({ status }) => status)),
      ended: (await typesOf(accountId)).filter((type) => type !== 'sign-out-delivered').toSorted(),
      faults: await faultsOf(api, accountId),
    };
  });
  for (const outcome of outcomes) {
    expect(outcome).toEqual({
      statuses: new Set([200, 401]),
      ended: ['device-signed-out', 'review-finished'],
      faults: [],
    });
  }
});

test('a review and a change of settings at the same moment: none takes the other back', async () => {
  const outcomes = await rounds(15, async () => {
    const { accountId, devices } = await seedAccount(api, 3);
    const [one, other, gone] = devices;
    const [reviewed, set] = await inAnyOrder(
      () => one.call('finish-review', signingOut(gone)),
      () => other.call('update-settings', { body: { reminders: false } }),
    );
    const { account } = await recordsOf(api.engine, accountId);
    return {
      statuses: [reviewed.status, set.status],
      kept: [account?.reminders, account?.review?.lastReviewedAt === reviewed.body.reviewedAt],
      lastSignOut: account?.lastSignOutAt !== undefined,
    };
  });
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ statuses: [200, 200], kept: [false, true], lastSignOut: true });
  }
});
