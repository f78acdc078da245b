import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { accountKey } from '../../shared/adapters/dynamodb/items.ts';
import { securityHeaders } from '../../shared/contracts/web-headers.ts';
import { StoreUnavailableError } from '../../shared/domain/store-unavailable-error.ts';
import { startMailLinkBench } from './support/mail-link-bench.ts';

const bench = await startMailLinkBench();
beforeEach(() => {
  bench.log.lines.length = 0;
  bench.store.mend();
});

const day = 86_400;

/** One character in the middle of a part, so that it stays what it is by its form. */
const changed = (token: string, part: 0 | 1 | 2): string =>
  token
    .split('.')
    .map((text, index) => (index === part ? `${text.slice(0, 8)}${text[8] === 'A' ? 'B' : 'A'}${text.slice(9)}` : text))
    .join('.');

describe('200', () => {
  test('the devices, what is new first, to whoever has the link; no cookie, no session, nothing of the account', async () => {
    const owner = await bench.asked({ device: { name: 'Work laptop' } });
    bench.api.clock.advance(1);
    const stranger = await owner.signIn({ device: { name: 'Chrome on Windows' } });
    const { status, body, headers, text } = await bench.read(owner.review);
    expect(status).toBe(200);
    expect(body.devices.map(({ name }: { name: string }) => name)).toEqual(['Chrome on Windows', 'Work laptop']);
    expect(body.devices[0]).toMatchObject({ id: stranger.deviceId, current: false, attention: ['new-device'] });
    expect(body).toMatchObject({ lastReviewedAt: null, complete: true, expiresAt: expect.stringMatching(/Z$/) });
    expect(headers).toMatchObject({ ...securityHeaders, 'cache-control': 'no-store' });
    expect(text).not.toContain(owner.accountId);
    expect(text).not.toContain('owner@example.com');
  });

  test('as often as it is opened, and by scanners: it changes nothing', async () => {
    const owner = await bench.asked();
    const before = await bench.accountOf(owner.accountId);
    for (let times = 0; times < 3; times += 1) expect((await bench.read(owner.review)).status).toBe(200);
    expect(await bench.accountOf(owner.accountId)).toEqual(before);
    expect((await owner.device.call('get-session')).status).toBe(200);
  });

  test('at most a hundred, and none of those that deserve a look is left out', async () => {
    const owner = await bench.asked();
    for (let index = 0; index < 100; index += 1) await owner.signIn({ device: { name: `Known ${index}` } });
    // A review of its own a moment ago: what comes now is new.
    expect((await owner.device.call('finish-review', { body: { decisions: [] } })).status).toBe(200);
    bench.api.clock.advance(1);
    await owner.signIn({ device: { name: 'New one' } });
    await bench.change(owner.accountId, (account) => ({ ...account, reviewDueAt: bench.today() }));
    await bench.run();
    const { body } = await bench.read(bench.linksOf(owner.accountId).review);
    expect(body.devices).toHaveLength(100);
    expect(body.devices[0]).toMatchObject({ name: 'New one', attention: ['new-device'] });
    expect([body.complete, body.nextCursor]).toEqual([false, undefined]);
  });
});

describe('403', () => {
  test.each<[string, Record<string, string | undefined>]>([
    ['without the mark of the page', { 'x-requested-with': undefined }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from another origin', { origin: 'https://evil.example' }],
  ])('%s', async (_what, headers) => {
    const owner = await bench.asked();
    const { status, body } = await bench.read(owner.review, { headers });
    expect([status, body.code]).toEqual([403, 'cross-site-request']);
  });
});

describe('404: a link that is none, and one more cannot tell which', () => {
  test('with a changed byte anywhere, cut off, empty, of another scheme, for another purpose', async () => {
    const owner = await bench.asked();
    const tokens = [
      changed(owner.review, 0),
      changed(owner.review, 1),
      changed(owner.review, 2),
      owner.review.slice(0, -4),
      owner.review.split('.').slice(0, 2).join('.'),
      `${owner.review}.`,
      owner.unsubscribe,
      'x'.repeat(3000),
      '',
    ];
    const answers = new Set<string>();
    for (const token of tokens) {
      const { status, text } = await bench.read(token);
      expect([token.length, status]).toEqual([token.length, 404]);
      answers.add(text);
    }
    for (const authorization of [undefined, `Bearer ${owner.review}`, owner.review]) {
      const { status, text } = await bench.read(owner.review, { headers: { authorization } });
      expect([authorization, status]).toEqual([authorization, 404]);
      answers.add(text);
    }
    expect([...answers].map((text) => JSON.parse(text).code)).toEqual(['link-invalid']);
  });

  test('of an account that is gone', async () => {
    const owner = await bench.asked();
    await bench.api.engine.client.send(
      new DeleteCommand({ TableName: bench.api.engine.tables.sessions, Key: accountKey(owner.accountId) }),
    );
    const { status, body } = await bench.read(owner.review);
    expect([status, body.code]).toEqual([404, 'link-invalid']);
  });
});

describe('409: the review is over', () => {
  test('once it was finished by the link', async () => {
    const owner = await bench.asked();
    expect((await bench.finish(owner.review, [])).status).toBe(200);
    const { status, body } = await bench.read(owner.review);
    expect([status, body.code]).toEqual([409, 'review-finished']);
  });

  test('once another review was finished, by a device that is signed in', async () => {
    const owner = await bench.asked();
    expect((await owner.device.call('finish-review', { body: { decisions: [] } })).status).toBe(200);
    expect((await bench.read(owner.review)).body.code).toBe('review-finished');
  });

  test('once a later mail was sent, whose link leads on', async () => {
    const owner = await bench.asked();
    await bench.change(owner.accountId, (account) => ({ ...account, reviewDueAt: bench.today() }));
    await bench.run();
    const later = bench.linksOf(owner.accountId).review;
    expect(later).not.toBe(owner.review);
    expect((await bench.read(owner.review)).body.code).toBe('review-finished');
    expect((await bench.read(later)).status).toBe(200);
  });
});

test('410: after 31 days', async () => {
  const owner = await bench.asked();
  bench.api.clock.advance(31 * day - 60);
  expect((await bench.read(owner.review)).status).toBe(200);
  bench.api.clock.advance(61);
  const { status, body } = await bench.read(owner.review);
  expect([status, body.code]).toEqual([410, 'link-expired']);
});

test('503: where the store cannot tell', async () => {
  const owner = await bench.asked();
  bench.store.breakAt('read', new StoreUnavailableError('away'));
  const { status, body, headers } = await bench.read(owner.review);
  expect([status, body.code, headers['retry-after']]).toEqual([503, 'unavailable', '1']);
});

test('no log line holds the link, the account or where it came from', async () => {
  const owner = await bench.asked();
  await bench.read(owner.review);
  await bench.read(changed(owner.review, 2));
  bench.store.breakAt('read', new Error('broken'));
  expect((await bench.read(owner.review)).status).toBe(500);
  const written = JSON.stringify(bench.log.lines);
  expect(bench.log.lines.length).toBeGreaterThanOrEqual(4);
  for (const secret of [owner.review, ...owner.review.split('.').slice(1), owner.accountId, 'owner@example.com']) {
    expect(written).not.toContain(secret);
  }
});
