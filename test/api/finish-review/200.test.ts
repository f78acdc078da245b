import { expect, test } from '@jest/globals';
import { recordsOf } from '../../support/account-records.ts';
import { changeRecords } from '../../support/change-records.ts';
import { faultsOf } from '../../support/check-account.ts';
import { seedAccount } from '../../support/seed-account.ts';
import type { SeededDevice } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

type Decided = { decision: 'keep' | 'sign-out' | 'not-sure'; reason?: string };
const deciding = (...decided: [SeededDevice, Decided][]) => ({
  body: { decisions: decided.map(([{ deviceId }, given]) => ({ deviceId, ...given })) },
});
const keep = { decision: 'keep' } as const;
const notSure = { decision: 'not-sure' } as const;
const signOut = { decision: 'sign-out' } as const;

test('each device is kept, signed out or left as it is, as was decided, and that is shown in the order of asking', async () => {
  const { accountId, devices } = await seedAccount(api, 5);
  const [actor, kept, gone, unsure, unnamed] = devices;
  const asked = deciding([gone, { ...signOut, reason: 'not-mine' }], [actor, keep], [unsure, notSure], [kept, keep]);
  const answer = await actor.call('finish-review', asked);
  expect(answer.status).toBe(200);

  const shown = async ({ deviceId }: SeededDevice) =>
    (await actor.call('get-device', { params: { deviceId } })).body as object;
  expect(answer.body.devices).toEqual([
    { deviceId: gone.deviceId, outcome: 'signed-out', device: await shown(gone) },
    { deviceId: actor.deviceId, outcome: 'kept', device: await shown(actor) },
    { deviceId: unsure.deviceId, outcome: 'not-sure', device: await shown(unsure) },
    { deviceId: kept.deviceId, outcome: 'kept', device: await shown(kept) },
  ]);
  expect(answer.body.devices[0].device).toMatchObject({
    state: 'signed-out',
    signOut: { requestedBy: actor.deviceId, reason: 'not-mine' },
  });
  expect((await gone.call('check-in')).body).toMatchObject({
    code: 'session-revoked',
    signOut: { requestedBy: actor.deviceId, reason: 'not-mine' },
  });
  for (const { call } of [actor, kept, unsure, unnamed]) expect((await call('check-in')).status).toBe(200);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('the history says who was signed out by whom, and what came of the review', async () => {
  const { devices } = await seedAccount(api, 5);
  const [actor, kept, gone, other, unsure] = devices;
  const reason = 'stolen';
  await actor.call(
    'finish-review',
    deciding([actor, keep], [kept, keep], [gone, { ...signOut, reason }], [other, signOut], [unsure, notSure]),
  );
  const { activity } = (await actor.call('list-activity', { query: { limit: '3' } })).body;
  expect(activity).toEqual([
    expect.objectContaining({
      type: 'review-finished',
      by: actor.deviceId,
      device: null,
      sessions: [],
      detail: 'kept:2,signed-out:2,not-sure:1',
    }),
    expect.objectContaining({
      type: 'device-signed-out',
      by: actor.deviceId,
      device: { id: other.deviceId, name: 'Device 3' },
      reason: 'other',
      detail: null,
    }),
    expect.objectContaining({
      type: 'device-signed-out',
      by: actor.deviceId,
      device: { id: gone.deviceId, name: 'Device 2' },
      reason,
    }),
  ]);
});

test('every app on a device ends with it', async () => {
  const { owner, accountId, devices } = await seedAccount(api, 2);
  const [actor, gone] = devices;
  const device = { id: gone.deviceId, secret: gone.deviceSecret };
  const second = await owner.signIn({ device, app: { name: 'Notes' } });
  const { body } = await actor.call('finish-review', deciding([gone, signOut]));
  expect(body.devices[0].device.sessions).toEqual([
    expect.objectContaining({ state: 'signed-out' }),
    expect.objectContaining({ state: 'signed-out' }),
  ]);
  for (const { call } of [gone, second]) expect((await call('check-in')).status).toBe(401);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('a review in which nothing is decided is one: the owner has looked', async () => {
  const { accountId, devices } = await seedAccount(api, 2);
  const answer = await devices[0].call('finish-review', { body: { decisions: [] } });
  expect(answer.body.devices).toEqual([]);
  const { account, activity } = await recordsOf(api.engine, accountId);
  expect(account?.review?.lastReviewedAt).toBe(answer.body.reviewedAt);
  expect(activity.filter(({ type }) => type === 'review-finished').map(({ detail }) => detail)).toEqual([null]);
});

test('a hundred devices are signed out in one review', async () => {
  const { accountId, devices } = await seedAccount(api, 101);
  const [actor] = devices;
  const others = (devices as SeededDevice[]).slice(1).map((other): [SeededDevice, Decided] => [other, signOut]);
  const { status, body } = await actor.call('finish-review', deciding(...others));
  expect([status, body.devices.length]).toEqual([200, 100]);
  expect(new Set(body.devices.map(({ outcome }: { outcome: string }) => outcome))).toEqual(new Set(['signed-out']));
  const { sessions } = await recordsOf(api.engine, accountId);
  expect(sessions.filter(({ state }) => state === 'active').map(({ id }) => id)).toEqual([actor.sessionId]);
  expect(await faultsOf(api, accountId)).toEqual([]);
});

test('the owner is known to be where a kept device is; where nothing was decided, or not for sure, stays a question', async () => {
  const { accountId, devices } = await seedAccount(api, 4);
  const [actor, kept, unsure, unnamed] = devices;
  const country = (of: string) => ({ lastPlace: { country: of } });
  await changeRecords(api, accountId, {
    devices: {
      [actor.deviceId]: country('DE'),
      [kept.deviceId]: country('PT'),
      [unsure.deviceId]: country('NL'),
      [unnamed.deviceId]: country('IS'),
    },
  });
  await actor.call('finish-review', deciding([actor, keep], [kept, keep], [unsure, notSure]));
  const { body } = await actor.call('get-review');
  expect(
    body.devices.map(({ attention }: { attention: string[] }) => attention.filter((each) => each === 'new-country')),
  ).toEqual([['new-country'], ['new-country'], [], []]);
});

test('the record of the review and its activity are one transaction, and so is each sign-out with its own', async () => {
  const { devices } = await seedAccount(api, 3);
  const [actor, gone, kept] = devices;
  const committed: string[][] = [];
  const { store } = api.world;
  api.world.store = {
    ...store,
    commit: async (...given) => {
      committed.push(given[1].map(({ kind }) => kind));
      return store.commit(...given);
    },
  };
  await actor.call('finish-review', deciding([gone, signOut], [kept, keep]));
  api.world.store = store;
  expect(committed).toEqual(
    [
      ['last-sign-out', 'activity', 'session-unchanged', 'session', 'device'].toSorted(),
      ['account', 'session-unchanged', 'activity'].toSorted(),
    ].map((kinds) => expect.arrayContaining(kinds)),
  );
  expect(committed).toHaveLength(2);
});

test('the next review is a month later, by the day that it is in the time zone of the service', async () => {
  const at = (time: string) => api.clock.advance((Date.parse(time) - api.clock.now().getTime()) / 1000);
  // Half an hour into the 31st in Berlin.
  at('2027-01-30T23:30:00.000Z');
  const { owner, accountId, devices } = await seedAccount(api, 1);
  const [actor] = devices;
  const { reviewedAt, nextReviewOn } = (await actor.call('finish-review', deciding([actor, keep]))).body;
  expect([reviewedAt.slice(0, 10), nextReviewOn]).toEqual(['2027-01-30', '2027-02-28']);
  const { account } = await recordsOf(api.engine, accountId);
  expect([account?.reviewDueAt, account?.review?.day]).toEqual(['2027-02-28', 31]);
  expect((await actor.call('get-settings')).body).toMatchObject({ lastReviewedAt: reviewedAt, nextReviewOn });

  // Whoever has reviewed early is not asked on the day that was set before.
  at('2027-02-10T12:00:00.000Z');
  const later = await owner.signIn();
  expect((await later.call('finish-review', deciding([actor, keep]))).body.nextReviewOn).toBe('2027-03-10');
});
