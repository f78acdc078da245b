import { beforeEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailableError } from '../../shared/domain/store-unavailable-error.ts';
import { startMailLinkBench } from './support/mail-link-bench.ts';

const bench = await startMailLinkBench();
beforeEach(() => {
  bench.log.lines.length = 0;
  bench.store.mend();
  bench.allowance.answer = { allowed: true, isLast: false };
});

/** An owner who was asked, with a laptop and a device that is not known. */
const withStranger = async () => {
  const owner = await bench.asked({ device: { name: 'Work laptop' } });
  bench.api.clock.advance(1);
  return { ...owner, stranger: await owner.signIn({ device: { name: 'Chrome on Windows' } }) };
};

const noId = `dev_${'0'.repeat(26)}`;

describe('200', () => {
  test('signs out what was chosen, with the reason, and leaves the rest; its next request is refused', async () => {
    const { review, device, stranger, accountId } = await withStranger();
    const { status, body } = await bench.finish(review, [
      { deviceId: stranger.deviceId, decision: 'sign-out', reason: 'not-mine' },
      { deviceId: device.deviceId, decision: 'not-sure' },
      { deviceId: noId, decision: 'keep' },
    ]);
    expect(status).toBe(200);
    expect(body.devices).toEqual([
      {
        deviceId: stranger.deviceId,
        outcome: 'signed-out',
        device: expect.objectContaining({
          state: 'signed-out',
          current: false,
          signOut: expect.objectContaining({ requestedBy: null, reason: 'not-mine' }),
        }),
      },
      { deviceId: device.deviceId, outcome: 'not-sure', device: expect.objectContaining({ state: 'active' }) },
      { deviceId: noId, outcome: 'not-found' },
    ]);
    expect((await stranger.call('get-session')).body.code).toBe('session-revoked');
    expect((await device.call('get-session')).status).toBe(200);
    const account = await bench.accountOf(accountId);
    expect([account?.review?.lastReviewedAt, account?.reviewDueAt]).toEqual([body.reviewedAt, body.nextReviewOn]);
    expect((await bench.activityOf(accountId)).slice(1, 3)).toEqual(['review-finished', 'device-signed-out']);
  });

  test('with nothing to sign out it takes no allowance', async () => {
    const { review, device } = await bench.asked();
    bench.allowance.answer = { allowed: false, retryAfter: 20 };
    expect((await bench.finish(review, [{ deviceId: device.deviceId, decision: 'keep' }])).status).toBe(200);
  });

  test('a device that was signed out meanwhile shows the receipt of that', async () => {
    const { review, device, stranger } = await withStranger();
    const params = { deviceId: stranger.deviceId };
    const { body: earlier } = await device.call('sign-out-device', { params, body: { reason: 'lost' } });
    const { body } = await bench.finish(review, [{ ...params, decision: 'sign-out', reason: 'not-mine' }]);
    expect(body.devices[0]).toMatchObject({ outcome: 'signed-out', device: { signOut: earlier.device.signOut } });
  });
});

test('400: what is not as the contract says, fault by fault, and nothing is changed', async () => {
  const { review, stranger, accountId } = await withStranger();
  const before = await bench.accountOf(accountId);
  const { deviceId } = stranger;
  const wrong: unknown[] = [
    { decisions: [{ deviceId, decision: 'explode' }] },
    { decisions: [{ deviceId, decision: 'keep', reason: 'lost' }] },
    { decisions: [{ deviceId: 'dev_1', decision: 'sign-out' }] },
    {
      decisions: [
        { deviceId, decision: 'keep' },
        { deviceId, decision: 'sign-out' },
      ],
    },
    { decisions: Array.from({ length: 101 }, () => ({ deviceId, decision: 'keep' })) },
    { decisions: [], more: 1 },
    {},
    '{',
  ];
  for (const body of wrong) {
    const seen = await bench.finish(review, undefined, { body });
    expect([body, seen.status, seen.body.code]).toEqual([body, 400, 'invalid-request']);
    expect(seen.body.errors[0].pointer).toMatch(/^#/);
  }
  expect(await bench.accountOf(accountId)).toEqual(before);
  expect((await stranger.call('get-session')).status).toBe(200);
});

test('403: from another page than ours', async () => {
  const { review, stranger } = await withStranger();
  const decisions = [{ deviceId: stranger.deviceId, decision: 'sign-out' }];
  for (const headers of [{ 'x-requested-with': undefined }, { origin: 'https://evil.example' }]) {
    expect((await bench.finish(review, decisions, { headers })).body.code).toBe('cross-site-request');
  }
  expect((await stranger.call('get-session')).status).toBe(200);
});

describe('404', () => {
  test('a link of another purpose, or none', async () => {
    const { unsubscribe, stranger } = await withStranger();
    const decisions = [{ deviceId: stranger.deviceId, decision: 'sign-out' }];
    for (const token of [unsubscribe, 'a.b.c', '']) {
      const { status, body } = await bench.finish(token, decisions);
      expect([status, body.code]).toEqual([404, 'link-invalid']);
    }
    expect((await stranger.call('get-session')).status).toBe(200);
  });

  test("someone else's device is as if it were not there", async () => {
    const { review } = await bench.asked();
    const other = await withStranger();
    const { body } = await bench.finish(review, [{ deviceId: other.stranger.deviceId, decision: 'sign-out' }]);
    expect(body.devices).toEqual([{ deviceId: other.stranger.deviceId, outcome: 'not-found' }]);
    expect((await other.stranger.call('get-session')).status).toBe(200);
  });
});

describe('409: a link is good for one review', () => {
  test('a second time, and of two at once one alone', async () => {
    const { review, device, stranger, accountId } = await withStranger();
    const decisions = [{ deviceId: device.deviceId, decision: 'keep' }];
    const both = await Promise.all([bench.finish(review, decisions), bench.finish(review, decisions)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const again = await bench.finish(review, [{ deviceId: stranger.deviceId, decision: 'sign-out' }]);
    expect([again.status, again.body.code]).toEqual([409, 'review-finished']);
    expect((await stranger.call('get-session')).status).toBe(200);
    expect((await bench.activityOf(accountId)).filter((type) => type === 'review-finished')).toHaveLength(1);
  });

  test('after another review, between opening and finishing', async () => {
    const { review, device, stranger } = await withStranger();
    expect((await bench.read(review)).status).toBe(200);
    bench.store.beforeNextCommit(() => device.call('finish-review', { body: { decisions: [] } }));
    const { status, body } = await bench.finish(review, [{ deviceId: stranger.deviceId, decision: 'sign-out' }]);
    expect([status, body.code]).toEqual([409, 'review-finished']);
    expect((await stranger.call('get-session')).status).toBe(200);
  });
});

test('410: after it expired', async () => {
  const { review, stranger } = await withStranger();
  bench.api.clock.advance(32 * 86_400);
  const { status, body } = await bench.finish(review, [{ deviceId: stranger.deviceId, decision: 'sign-out' }]);
  expect([status, body.code]).toEqual([410, 'link-expired']);
});

test.each([
  [413, 'payload-too-large', { body: `{"decisions":[${' '.repeat(33_000)}]}` }],
  [415, 'unsupported-media-type', { headers: { 'content-type': 'text/plain' } }],
])('%i: %s', async (expected, code, ask) => {
  const { review } = await bench.asked();
  const { status, body } = await bench.finish(review, [], ask);
  expect([status, body.code]).toEqual([expected, code]);
});

test('429: with the time to wait, and the review stays open', async () => {
  const { review, stranger } = await withStranger();
  bench.allowance.answer = { allowed: false, retryAfter: 20 };
  const decisions = [{ deviceId: stranger.deviceId, decision: 'sign-out' }];
  const { status, body, headers } = await bench.finish(review, decisions);
  expect([status, body.code, headers['retry-after']]).toEqual([429, 'rate-limited', '20']);
  bench.allowance.answer = { allowed: true, isLast: false };
  expect((await bench.finish(review, decisions)).status).toBe(200);
});

test('503: where the store goes between two devices, the review is still open, and the rest is done the next time', async () => {
  const { review, device, stranger } = await withStranger();
  const decisions = [stranger, device].map(({ deviceId }) => ({ deviceId, decision: 'sign-out' }));
  bench.store.breakAfter('commit', 1, new StoreUnavailableError('away'));
  expect((await bench.finish(review, decisions)).body.code).toBe('unavailable');
  expect((await stranger.call('get-session')).status).toBe(401);
  bench.store.mend();
  const { status, body } = await bench.finish(review, decisions);
  expect(status).toBe(200);
  expect(body.devices.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['signed-out', 'signed-out']);
  expect((await device.call('get-session')).status).toBe(401);
});

test('no log line holds the link', async () => {
  const { review, stranger } = await withStranger();
  await bench.finish(review, undefined, { body: '{' });
  await bench.finish(review, [{ deviceId: stranger.deviceId, decision: 'sign-out' }]);
  expect(bench.log.lines.map(({ fields }) => [fields['status'], fields['problem']])).toEqual([
    [400, 'invalid-request'],
    [200, undefined],
  ]);
  for (const part of review.split('.').slice(1)) expect(JSON.stringify(bench.log.lines)).not.toContain(part);
});
