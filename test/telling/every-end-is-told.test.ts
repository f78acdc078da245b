import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { consumedEvents } from '../../infra/consumed-events.ts';
import { sessionEndKey, sessionKey } from '../../shared/adapters/dynamodb/items.ts';
import { activityClaim, caepEvents, sessionEndings } from '../../shared/contracts/event-names.ts';
import { activityTypes } from '../../shared/contracts/resources.ts';
import type { ActivityType } from '../../shared/contracts/resources.ts';
import type { SecurityEvent } from '../../shared/contracts/security-event.ts';
import type { SessionId } from '../../shared/contracts/values.ts';
import { finishReview } from '../../shared/domain/review/finish-review.ts';
import { reviewLinkAuthority } from '../../shared/domain/sign-out/actor.ts';
import { recordsOf } from '../support/account-records.ts';
import { faultsOf } from '../support/check-account.ts';
import { mailedReview } from '../support/mailed-review.ts';
import { useTellingBench } from '../support/telling-bench.ts';
import { edgeKey } from '../support/test-api.ts';
import type { TestDevice, TestOwner } from '../support/test-api.ts';
import { depositOf, receiptsOf, signInReachable } from '../support/told-device.ts';
import type { ReachableApp } from '../support/told-device.ts';

const bench = await useTellingBench();
const { api, outside } = bench;
api.emails.set('test-access-token', 'owner@example.com');

interface Scene {
  owner: TestOwner;
  actor: TestDevice;
  target: ReachableApp;
}

interface Way {
  by: string;
  type: (typeof sessionEndings)[number];
  state: 'signed-out' | 'expired';
  /** Where time to live has taken the session's row, there is nothing left to push or connect by. */
  rowGone?: true;
  /** Ends when its tokens do, and not before. */
  whole?: true;
  end: (scene: Scene) => Promise<unknown>;
}

const remove = (Key: { pk: string; sk: string }) =>
  api.engine.client.send(new DeleteCommand({ TableName: api.engine.tables.sessions, Key }));

/** Every way in which a session can end. */
const ways: Way[] = [
  {
    by: 'its device being signed out',
    type: 'device-signed-out',
    state: 'signed-out',
    end: ({ actor, target }) => actor.call('sign-out-device', { params: { deviceId: target.deviceId } }),
  },
  {
    by: 'its app being signed out',
    type: 'session-signed-out',
    state: 'signed-out',
    end: ({ actor, target: { deviceId, sessionId } }) =>
      actor.call('sign-out-session', { params: { deviceId, sessionId } }),
  },
  {
    by: 'a review, signed in',
    type: 'device-signed-out',
    state: 'signed-out',
    end: ({ actor, target: { deviceId } }) =>
      actor.call('finish-review', { body: { decisions: [{ deviceId, decision: 'sign-out', reason: 'not-mine' }] } }),
  },
  {
    by: 'a review, by the link of a mail',
    type: 'device-signed-out',
    state: 'signed-out',
    end: async ({ owner: { accountId }, target }) => {
      const reviewId = await mailedReview(api, accountId);
      const outcome = await finishReview(
        { ...api.world, timeZone: 'Europe/Berlin' },
        {
          authority: reviewLinkAuthority(accountId, reviewId),
          decisions: [{ deviceId: target.registered.device.id, decision: 'sign-out', reason: 'not-mine' }],
        },
      );
      expect(outcome.kind).toBe('finished');
    },
  },
  {
    by: 'all others being signed out',
    type: 'device-signed-out',
    state: 'signed-out',
    end: ({ actor }) => actor.call('sign-out-devices', { body: { scope: 'others' } }),
  },
  {
    by: 'everything being signed out',
    type: 'device-signed-out',
    state: 'signed-out',
    end: ({ actor }) => actor.call('sign-out-devices', { body: { scope: 'everywhere' } }),
  },
  {
    by: 'everything being signed out, found by its own request before the stream has come',
    type: 'device-signed-out',
    state: 'signed-out',
    end: async (scene) => {
      await scene.actor.call('sign-out-devices', { body: { scope: 'everywhere' } });
      await scene.target.call('check-in');
    },
  },
  {
    by: 'signing itself out',
    type: 'session-signed-out',
    state: 'signed-out',
    end: ({ target }) => target.call('end-session'),
  },
  {
    by: 'signing its own device out',
    type: 'device-signed-out',
    state: 'signed-out',
    end: ({ target }) => target.call('sign-out-device', { params: { deviceId: target.deviceId } }),
  },
  {
    by: 'its app signing in again',
    type: 'session-replaced',
    state: 'signed-out',
    end: ({ owner, target }) => owner.signIn({ device: { id: target.deviceId, secret: target.deviceSecret } }),
  },
  {
    by: 'its end, when time to live takes the marker of it',
    type: 'session-expired',
    state: 'expired',
    end: ({ owner, target }) => {
      api.clock.advance(3601);
      return remove(sessionEndKey(owner.accountId, target.registered.session.id));
    },
  },
  {
    by: 'its end, found by its own request',
    type: 'session-expired',
    state: 'expired',
    end: async (scene) => {
      api.clock.advance(3601);
      await scene.target.call('check-in');
    },
  },
  {
    by: 'its end, when time to live takes its row',
    type: 'session-expired',
    state: 'expired',
    rowGone: true,
    whole: true,
    end: ({ owner, target }) => {
      api.clock.advance(31 * 86_400 + 3600);
      return remove(sessionKey(owner.accountId, target.key));
    },
  },
];

/** The steps of a receipt that have been taken. */
const stepsOf = (signOut: object | undefined) =>
  signOut &&
  Object.keys(signOut)
    .filter((step) => /^(tokensRevoked|pushed|delivered|confirmed)At$/.test(step))
    .toSorted();

/** All that can be seen of the end of the target's session, from the database to the far end of its connection. */
const endOf = async ({ owner, target }: Scene, told: readonly SecurityEvent[]) => {
  const { sessions, devices, activity } = await recordsOf(api.engine, owner.accountId);
  const device = devices.find(({ id }) => id === target.deviceId);
  const connectionId = target.connection?.connectionId ?? '';
  const events = told.filter(
    ({ events: by, [activityClaim]: { sessions: of } }) =>
      caepEvents.sessionRevoked in by && of.some((id) => id === target.sessionId),
  );
  const receipts = await receiptsOf(bench, owner.accountId, target);
  return {
    row: sessions.find(({ id }) => id === target.sessionId)?.state,
    copy: device?.sessions[target.registered.session.id as SessionId]?.state,
    activities: activity
      .filter(({ type, sessions: of }) => isEnding(type) && of.some(({ key }) => key === target.key))
      .map(({ id, type }) => [id, type]),
    events: events.map(({ jti, [activityClaim]: { type } }) => [jti, type]),
    subjects: events.map(({ sub_id: { user, device: on, session } }) => [user.sub, on?.id, session?.id]),
    deposit: await depositOf(bench, target.key),
    revoked: outside.revoked.filter((token) => token === target.refreshToken).length,
    pushed: outside.pushed.filter(({ token }) => token === target.pushToken).map(({ event }) => event.jti),
    received: outside.receivedOver(connectionId).map((message) => (message as SecurityEvent).jti),
    connection: { open: outside.isOpen(connectionId), known: (await api.connections.find(connectionId)) !== undefined },
    receipt: stepsOf(receipts.session),
    receiptOfDevice: stepsOf(receipts.device),
    afterwards: (await target.call('check-in')).status,
  };
};

const isEnding = (type: string) => (sessionEndings as readonly string[]).includes(type);

test.each(ways)(
  'a session ended by $by: state, refresh token, activity, event, push, connection and receipt all say so',
  async ({ type, state, rowGone, whole, end }) => {
    const owner = api.owner();
    const actor = await owner.signIn({ device: { name: 'Actor' } });
    const headers = { 'x-origin-key': edgeKey, 'cloudfront-viewer-city': 'Cologne' };
    const given = { device: { name: 'Target' }, ...(!whole && { shared: true }) };
    const target = await signInReachable(bench, owner, given, { headers });
    await bench.tellAll();
    const before = bench.taken.length;
    expect(await depositOf(bench, target.key)).toBe(target.refreshToken);

    await end({ owner, actor, target });
    await bench.tellAll();

    const told = bench.taken.slice(before);
    const seen = await endOf({ owner, actor, target }, told);
    const [id] = seen.events[0] ?? [];
    const steps = state === 'expired' ? undefined : ['deliveredAt', 'pushedAt', 'tokensRevokedAt'];
    expect(seen).toEqual({
      row: rowGone ? undefined : state,
      copy: state,
      activities: [[id, type]],
      events: [[expect.any(String), type]],
      subjects: [[owner.accountId, target.deviceId, target.sessionId]],
      deposit: undefined,
      revoked: 1,
      pushed: rowGone ? [] : [id],
      received: rowGone ? [] : [id],
      connection: { open: rowGone === true, known: rowGone === true },
      receipt: steps,
      // A device that is signed in again has no receipt.
      receiptOfDevice: type === 'session-replaced' ? undefined : steps,
      afterwards: 401,
    });
    const secrets = [target.key, target.refreshToken, target.pushToken, target.deviceSecret, target.token['jti']];
    for (const event of told) expect(Object.keys(event.events)).toHaveLength(1);
    const logged = api.log.lines.map(({ fields }) => fields);
    for (const secret of [...secrets, 'owner@example.com', 'Cologne', 'Target', 'test-access-token']) {
      expect(JSON.stringify(told)).not.toContain(secret);
      expect(JSON.stringify(logged)).not.toContain(secret);
    }
    const ghosts = rowGone ? [`${target.sessionId} has no row`] : [];
    expect(await faultsOf(api, owner.accountId)).toEqual(ghosts);
  },
);

/** What each kind of activity does to sessions. A new kind must be given its place here, and in `sessionEndings`. */
const effects: Record<ActivityType, 'ends' | 'ends none' | 'followed by the ends of single devices'> = {
  'signed-in': 'ends none',
  'sign-in-refused': 'ends none',
  'session-replaced': 'ends',
  'session-signed-out': 'ends',
  'device-signed-out': 'ends',
  'others-signed-out': 'followed by the ends of single devices',
  'everywhere-signed-out': 'followed by the ends of single devices',
  'sign-out-delivered': 'ends none',
  'sign-out-confirmed': 'ends none',
  'session-expired': 'ends',
  'device-renamed': 'ends none',
  'device-trusted': 'ends none',
  'device-distrusted': 'ends none',
  'device-forgotten': 'ends none',
  'review-requested': 'ends none',
  'review-finished': 'ends none',
  'settings-changed': 'ends none',
};

test('every kind of activity that ends sessions is one that consumers are sent, and each is walked here', () => {
  const ends = activityTypes.filter((type) => effects[type] === 'ends').toSorted();
  expect(sessionEndings.toSorted()).toEqual(ends);
  expect([...new Set(ways.map(({ type }) => type))].toSorted()).toEqual(ends);
  for (const name of ['revoke-tokens', 'notify-device', 'notify-connections'] as const) {
    expect(consumedEvents[name].eventTypes.toSorted()).toEqual(ends);
  }
});
