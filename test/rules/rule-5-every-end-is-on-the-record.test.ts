import { expect, test } from '@jest/globals';
import { finishReview } from '../../shared/domain/review/finish-review.ts';
import { reviewLinkAuthority } from '../../shared/domain/sign-out/actor.ts';
import { settleAccount } from '../../shared/domain/sign-out/settle-account.ts';
import { recordsOf } from '../support/account-records.ts';
import { faultsOf } from '../support/check-account.ts';
import { mailedReview } from '../support/mailed-review.ts';
import type { TestDevice, TestOwner } from '../support/test-api.ts';
import { useTestApi } from '../support/use-test-api.ts';

const api = await useTestApi();

interface Scene {
  owner: TestOwner;
  actor: TestDevice;
  target: TestDevice;
}

/** The ways a session of the target can end, each with the state it ends in and the activity that says so. */
const ways: [string, 'signed-out' | 'expired', string, (scene: Scene) => Promise<unknown>][] = [
  [
    'its device signed out',
    'signed-out',
    'device-signed-out',
    ({ actor, target }) => actor.call('sign-out-device', { params: { deviceId: target.deviceId } }),
  ],
  [
    'its app signed out',
    'signed-out',
    'session-signed-out',
    ({ actor, target }) =>
      actor.call('sign-out-session', { params: { deviceId: target.deviceId, sessionId: target.sessionId } }),
  ],
  [
    'a review',
    'signed-out',
    'device-signed-out',
    ({ actor, target: { deviceId } }) =>
      actor.call('finish-review', { body: { decisions: [{ deviceId, decision: 'sign-out' }] } }),
  ],
  [
    'a review, by the link of a mail',
    'signed-out',
    'device-signed-out',
    async ({ owner: { accountId }, target }) =>
      finishReview(
        { ...api.world, timeZone: 'Europe/Berlin' },
        {
          authority: reviewLinkAuthority(accountId, await mailedReview(api, accountId)),
          decisions: [{ deviceId: target.registered.device.id, decision: 'sign-out' }],
        },
      ),
  ],
  [
    'all others signed out',
    'signed-out',
    'device-signed-out',
    async ({ owner, actor }) => {
      await actor.call('sign-out-devices', { body: { scope: 'others' } });
      await settleAccount(api.world, owner.accountId);
    },
  ],
  [
    'all others signed out, noticed by its own request',
    'signed-out',
    'device-signed-out',
    async ({ actor, target }) => {
      await actor.call('sign-out-devices', { body: { scope: 'others' } });
      await target.call('check-in');
    },
  ],
  [
    'everything signed out',
    'signed-out',
    'device-signed-out',
    async ({ owner, actor }) => {
      await actor.call('sign-out-devices', { body: { scope: 'everywhere' } });
      await settleAccount(api.world, owner.accountId);
    },
  ],
  ['signing itself out', 'signed-out', 'session-signed-out', ({ target }) => target.call('end-session')],
  [
    'signing its own device out',
    'signed-out',
    'device-signed-out',
    ({ target }) => target.call('sign-out-device', { params: { deviceId: target.deviceId } }),
  ],
  [
    'its app signing in again',
    'signed-out',
    'session-replaced',
    ({ owner, target }) => owner.signIn({ device: { id: target.deviceId, secret: target.deviceSecret } }),
  ],
  [
    'its own end, noticed by its own request',
    'expired',
    'session-expired',
    ({ target }) => {
      api.clock.advance(3601);
      return target.call('check-in');
    },
  ],
  [
    'its own end, noticed as it signs in again',
    'expired',
    'session-expired',
    ({ owner, target }) => {
      api.clock.advance(3601);
      return owner.signIn({ device: { id: target.deviceId, secret: target.deviceSecret } });
    },
  ],
  [
    'its own end, noticed as its device is forgotten',
    'expired',
    'session-expired',
    ({ actor, target }) => {
      api.clock.advance(3601);
      return actor.call('forget-device', { params: { deviceId: target.deviceId } });
    },
  ],
];

test.each(ways)('ended by %s: state %s on row and device, one activity %s', async (_way, state, type, end) => {
  const owner = api.owner();
  const actor = await owner.signIn({ device: { name: 'Actor' } });
  const target = await owner.signIn({ device: { name: 'Target' }, shared: true, refreshToken: 'deposit' });
  await end({ owner, actor, target });

  const { sessions, devices, activity } = await recordsOf(api.engine, owner.accountId);
  const row = sessions.find(({ id }) => id === target.sessionId);
  expect(row?.state).toBe(state);
  expect(row?.signOut === undefined).toBe(state === 'expired');
  const copies = devices.flatMap((device) => Object.entries(device.sessions)).filter(([id]) => id === target.sessionId);
  for (const [, copy] of copies) expect([copy.state, copy.signOut]).toEqual([state, row?.signOut]);
  const telling = activity.filter(
    (one) => one.sessions.some(({ id }) => id === target.sessionId) && one.type !== 'sign-out-delivered',
  );
  expect(telling.map((one) => one.type)).toEqual(['signed-in', type]);
  expect(telling[1]?.device).toEqual({ id: target.deviceId, name: 'Target' });
  expect(await faultsOf(api, owner.accountId)).toEqual([]);
  expect((await target.call('check-in')).status).toBe(401);
});

test('state and activity are one transaction: neither is there without the other, whatever breaks', async () => {
  const owner = api.owner();
  const actor = await owner.signIn();
  const target = await owner.signIn();
  const committed: string[][] = [];
  const { store } = api.world;
  const watching = {
    ...store,
    commit: async (...given: Parameters<typeof store.commit>) => {
      committed.push(given[1].map(({ kind }) => kind));
      return store.commit(...given);
    },
  };
  api.world.store = watching;
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  await target.call('check-in');
  await actor.call('sign-out-devices', { body: { scope: 'everywhere' } });
  await settleAccount(api.world, owner.accountId);
  api.world.store = store;
  expect(committed).toHaveLength(4);
  for (const kinds of committed) {
    expect(kinds).toContain('activity');
    expect(kinds.some((kind) => kind === 'session' || kind === 'account')).toBe(true);
  }
});
