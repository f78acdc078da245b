import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { accountKey } from '../../shared/adapters/dynamodb/items.ts';
import { StoreUnavailableError } from '../../shared/domain/store-unavailable-error.ts';
import { startMailLinkBench } from './support/mail-link-bench.ts';

const bench = await startMailLinkBench();
beforeEach(() => {
  bench.log.lines.length = 0;
  bench.store.mend();
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };
/** As a mail provider does: from its own servers, without a cookie, an origin or our header. */
const oneClick = (
  url: URL,
  body: string | undefined = 'List-Unsubscribe=One-Click',
  headers: Record<string, string> = form,
) => bench.browser.open(`${url.pathname}${url.search}`, { method: 'POST', body, headers });
const reminders = async (accountId: string) => (await bench.accountOf(accountId))?.reminders ?? true;

describe('POST turns reminders off, and nothing else', () => {
  test('by the button of a mail program (RFC 8058)', async () => {
    const owner = await bench.asked();
    const before = await bench.accountOf(owner.accountId);
    const { status, body, setCookies } = await oneClick(owner.oneClick);
    expect([status, body, setCookies]).toEqual([200, { reminders: false }, []]);
    const after = await bench.accountOf(owner.accountId);
    expect(after).toEqual({ ...before, reminders: false, language: 'en', version: expect.any(Number) });
    expect((await owner.device.call('get-session')).status).toBe(200);
    expect((await bench.activityOf(owner.accountId))[0]).toBe('settings-changed');
  });

  test('as a form of either kind, or with nothing, as our page does', async () => {
    const parts = 'Content-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n';
    const bodies: [string | undefined, Record<string, string>][] = [
      ['List-Unsubscribe=One-Click', form],
      [`--x\r\n${parts}--x--\r\n`, { 'content-type': 'multipart/form-data; boundary=x' }],
      [undefined, {}],
      ['', form],
    ];
    for (const [body, headers] of bodies) {
      const owner = await bench.asked();
      expect([body, (await oneClick(owner.oneClick, body, headers)).status]).toEqual([body, 200]);
      expect(await reminders(owner.accountId)).toBe(false);
    }
    const owner = await bench.asked();
    const headers = bench.byLink(owner.unsubscribe);
    expect((await bench.browser.call('/web/unsubscribe', { method: 'POST', headers })).status).toBe(200);
    expect(await reminders(owner.accountId)).toBe(false);
  });

  test('as often as it is asked, with one line in the history', async () => {
    const owner = await bench.asked();
    const answers = [await oneClick(owner.oneClick), await oneClick(owner.oneClick)];
    expect(answers.map(({ text }) => text)).toEqual([answers[0]?.text, answers[0]?.text]);
    expect((await bench.activityOf(owner.accountId)).filter((type) => type === 'settings-changed')).toHaveLength(1);
  });

  test('the owner is not asked the next month, and still after the review is over', async () => {
    const owner = await bench.asked();
    expect((await bench.finish(owner.review, [])).status).toBe(200);
    expect((await oneClick(owner.oneClick)).status).toBe(200);
    await bench.change(owner.accountId, (account) => ({ ...account, reviewDueAt: bench.today() }));
    await bench.run();
    expect(bench.mailsTo(owner.accountId)).toHaveLength(1);
  });

  test('of an account that is gone the answer is the same', async () => {
    const [owner, gone] = [await bench.asked(), await bench.asked()];
    await bench.api.engine.client.send(
      new DeleteCommand({ TableName: bench.api.engine.tables.sessions, Key: accountKey(gone.accountId) }),
    );
    const [there, notThere] = [await oneClick(owner.oneClick), await oneClick(gone.oneClick)];
    expect([notThere.status, notThere.text]).toEqual([there.status, there.text]);
    expect(await bench.accountOf(gone.accountId)).toBeUndefined();
  });
});

describe('303: whoever opens the address is led to a page that asks', () => {
  test.each(['GET', 'HEAD'])('%s changes nothing', async (method) => {
    const owner = await bench.asked();
    const { pathname, search } = owner.oneClick;
    const { status, location, headers } = await bench.browser.open(`${pathname}${search}`, { method });
    expect([status, location]).toEqual([303, `/unsubscribe#${owner.unsubscribe}`]);
    expect(headers['cache-control']).toBe('no-store');
    expect(await reminders(owner.accountId)).toBe(true);
  });

  test.each([
    ['none', ''],
    ['one that is none by its form', '?token=%0d%0aSet-Cookie:%20a=1'],
    ['one that is too long', `?token=${'a'.repeat(2001)}`],
  ])('of %s nothing is passed on', async (_what, search) => {
    const { status, location } = await bench.browser.open(`/web/unsubscribe${search}`);
    expect([status, location]).toEqual([303, '/unsubscribe']);
  });
});

test.each<[string, string, Record<string, string>]>([
  ['another value', 'List-Unsubscribe=Two-Clicks', form],
  ['another field', 'x=1', form],
  ['JSON', '{"a":1}', { 'content-type': 'application/json' }],
  [
    'another field in parts',
    '--x\r\nContent-Disposition: form-data; name="other"\r\n\r\nOne-Click\r\n--x--',
    { 'content-type': 'multipart/form-data; boundary=x' },
  ],
  ['far more than that', `List-Unsubscribe=One-Click&x=${'y'.repeat(5000)}`, form],
])('400: %s is no one-click unsubscription', async (_what, body, headers) => {
  const owner = await bench.asked();
  const seen = await oneClick(owner.oneClick, body, headers);
  expect([seen.status, seen.body.code]).toEqual([400, 'invalid-request']);
  expect(await reminders(owner.accountId)).toBe(true);
});

test('404: a link with a changed byte, for another purpose, or none', async () => {
  const owner = await bench.asked();
  const { unsubscribe: token } = owner;
  for (const wrong of [`${token.slice(0, -3)}${token.endsWith('AAA') ? 'BBB' : 'AAA'}`, owner.review, '']) {
    const seen = await oneClick(new URL(`/web/unsubscribe?token=${wrong}`, owner.oneClick));
    expect([seen.status, seen.body.code]).toEqual([404, 'link-invalid']);
  }
  expect(await reminders(owner.accountId)).toBe(true);
});

test.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])('405: %s', async (method) => {
  const owner = await bench.asked();
  const { pathname, search } = owner.oneClick;
  const { status, headers } = await bench.browser.open(`${pathname}${search}`, { method });
  expect([status, headers['allow']]).toEqual([405, 'GET, HEAD, POST']);
  expect(await reminders(owner.accountId)).toBe(true);
});

test('410: a year and more later', async () => {
  const owner = await bench.asked();
  bench.api.clock.advance(399 * 86_400);
  expect((await oneClick(owner.oneClick, 'x=1')).status).toBe(400);
  bench.api.clock.advance(2 * 86_400);
  const seen = await oneClick(owner.oneClick);
  expect([seen.status, seen.body.code]).toEqual([410, 'link-expired']);
});

test('503: where the store cannot tell, a mail provider tries again', async () => {
  const owner = await bench.asked();
  bench.store.breakAt('commit', new StoreUnavailableError('away'));
  expect((await oneClick(owner.oneClick)).status).toBe(503);
  bench.store.mend();
  expect((await oneClick(owner.oneClick)).status).toBe(200);
});

test('no log line holds the link or its query', async () => {
  const owner = await bench.asked();
  await oneClick(owner.oneClick);
  await bench.browser.open(`${owner.oneClick.pathname}${owner.oneClick.search}`);
  expect(bench.log.lines.map(({ fields }) => fields['status'])).toEqual([200, 303]);
  expect(JSON.stringify(bench.log.lines)).not.toContain(owner.unsubscribe.split('.')[2]);
  expect(JSON.stringify(bench.log.lines)).not.toContain('token=');
});
