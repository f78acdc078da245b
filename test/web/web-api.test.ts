import { describe, expect, test } from '@jest/globals';
import { webCookies } from '../../shared/web/web-cookies.ts';
import { useWebBench, webOrigin } from '../support/web-bench.ts';

const bench = await useWebBench();

const signedIn = async () => {
  // Later than any sign-out of the tests before: the same second would not count.
  bench.clock.advance(1);
  const browser = bench.browser();
  expect((await browser.signIn({ again: true })).location).toBe('/');
  bench.server.served.length = 0;
  bench.log.lines.length = 0;
  return browser;
};

const currentId = async (browser: Awaited<ReturnType<typeof signedIn>>): Promise<string> =>
  (await browser.api('/v1/sessions/current')).body.device.id;

describe('a call of the browser', () => {
  test('is that call of the API: path, query, body, status, problem', async () => {
    const browser = await signedIn();
    const id = await currentId(browser);
    expect((await browser.api('/v1/devices?state=all&limit=1')).body.devices).toHaveLength(1);
    expect(bench.server.served.at(-1)?.url).toBe('/v1/devices?state=all&limit=1');
    const name = 'Küche <b>🍳</b>';
    const renamed = await browser.api(`/v1/devices/${id}`, { method: 'PATCH', body: { name } });
    expect([renamed.status, renamed.body.name]).toEqual([200, name]);
    const wrong = await browser.api(`/v1/devices/${id}`, { method: 'PATCH', body: { nam: 'x' } });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'invalid-request']);
    const bad = await browser.api(`/v1/devices/${id}`, {
      method: 'PATCH',
      body: '{',
      headers: { 'content-type': 'text/x' },
    });
    expect(bad.body.code).toBe('unsupported-media-type');
    expect((await browser.api('/v1/devices/dev_01m827gmcjg4yj7d91fnw0hr5v')).body.code).toBe('not-found');
  });

  test('has the session token of the cookie, whatever else it says, and gives no token away', async () => {
    const browser = await signedIn();
    const { text, headers } = await browser.api('/v1/devices', { headers: { authorization: 'Bearer other' } });
    expect(bench.server.served[0]?.headers['authorization']).toMatch(/^Bearer eyJ/);
    expect(`${text}${JSON.stringify(headers)}`).not.toContain('eyJ');
  });

  test('takes along what says the device and its place, and nothing else', async () => {
    const browser = await signedIn();
    await browser.api('/v1/devices', {
      headers: {
        'x-origin-key': 'test-edge',
        'cloudfront-viewer-city': 'Lisbon',
        'cloudfront-is-mobile-viewer': 'true',
        'cloudfront-forwarded-proto': 'https',
        'user-agent': 'u'.repeat(5000),
        'x-forwarded-for': '192.0.2.1',
        'x-amzn-trace-id': 'trace',
        connection: 'upgrade',
        'transfer-encoding': 'chunked',
        te: 'trailers',
        forwarded: 'for=me',
      },
    });
    const { headers = {} } = bench.server.served[0] ?? {};
    expect(headers).toMatchObject({
      'x-origin-key': 'test-edge',
      'cloudfront-viewer-city': 'Lisbon',
      'cloudfront-is-mobile-viewer': 'true',
      'user-agent': 'u'.repeat(1000),
    });
    const sent = Object.keys(headers).filter((name) => !/^(accept.*|connection|host|sec-fetch-mode)$/.test(name));
    expect(sent.toSorted()).toEqual([
      'authorization',
      'cloudfront-is-mobile-viewer',
      'cloudfront-viewer-city',
      'user-agent',
      'x-origin-key',
    ]);
    expect(headers['connection']).toBe('keep-alive');
  });

  test("brings back of the API's headers only those that say something of the answer", async () => {
    const browser = await signedIn();
    const headers = {
      'retry-after': '7',
      'set-cookie': 'a=1',
      server: 'x',
      'x-secret': 'y',
      'content-type': 'application/json',
    };
    bench.server.faults.set('list-devices', { status: 429, headers, body: '{"code":"rate-limited"}' });
    try {
      const seen = await browser.api('/v1/devices');
      expect(seen.headers).toMatchObject({ 'retry-after': '7', 'content-type': 'application/json' });
      for (const name of ['set-cookie', 'server', 'x-secret', 'date', 'connection']) {
        expect(seen.headers[name]).toBeUndefined();
      }
      expect(seen.setCookies).toEqual([]);
    } finally {
      bench.server.faults.clear();
    }
  });

  test.each([
    ['GET', '/web/api/'],
    ['GET', '/web/api/v2/devices'],
    ['GET', '/web/api/v1/../../web/callback'],
    ['GET', '/web/api//evil.example/v1/devices'],
    ['GET', '/web/api/v1/devices/'],
    ['GET', '/web/api/v1//devices'],
    ['GET', '/web/api/v1/devices/..'],
    ['GET', '/web/api/v1/devices/..%2f..%2fx'],
    ['GET', '/web/api/v1/devices/dev_01m827gmcjg4yj7d91fnw0hr5v%2f..'],
    ['GET', '/web/api/v1/devices/dev_01m827gmcjg4yj7d91fnw0hr5v@evil.example'],
    ['GET', '/web/api/v1/devices/dev_01m827gmcjg4yj7d91fnw0hr5v%0d%0ax'],
    ['POST', '/web/api/v1/sessions'],
    ['POST', '/web/api/v1/sessions/current/confirm-sign-out'],
    ['POST', '/web/api/v1/introspect'],
    ['PUT', '/web/api/v1/devices'],
    ['HEAD', '/web/api/v1/devices'],
    ['OPTIONS', '/web/api/v1/devices'],
    ['TRACE', '/web/api/v1/devices'],
  ])('%s %s goes nowhere', async (method, path) => {
    const browser = await signedIn();
    const { status, body } = await browser.call(path, { method });
    expect([status, body.code]).toEqual([404, 'not-found']);
    expect(bench.server.served).toEqual([]);
  });

  test('with a body beyond all measure is refused here, and one that is too large for the API by the API', async () => {
    const browser = await signedIn();
    const large = (bytes: number) => browser.api('/v1/devices/sign-out', { method: 'POST', body: 'x'.repeat(bytes) });
    expect((await large(65 * 1024)).body.code).toBe('payload-too-large');
    expect(bench.server.served).toEqual([]);
    expect((await large(33 * 1024)).body.code).toBe('payload-too-large');
    expect(bench.server.served).toHaveLength(1);
  });
});

describe('a call of another site', () => {
  test.each([
    [{ 'x-requested-with': undefined }],
    [{ 'x-requested-with': 'XMLHttpRequest' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: `${webOrigin}.evil.example` }],
    [{ origin: webOrigin.replace('https', 'http') }],
  ])('with %j is refused before anything is looked at', async (headers) => {
    const browser = await signedIn();
    const refused = await browser.api('/v1/devices/sign-out', {
      method: 'POST',
      body: { scope: 'everywhere' },
      headers,
    });
    expect([refused.status, refused.body.code]).toEqual([403, 'cross-site-request']);
    expect(refused.setCookies).toEqual([]);
    const out = await browser.call('/web/sign-out', { method: 'POST', headers });
    expect([out.status, out.body.code]).toEqual([403, 'cross-site-request']);
    expect(bench.server.served).toEqual([]);
    expect((await browser.api('/v1/devices')).status).toBe(200);
  });

  test('that an old browser does not name is known by the header alone', async () => {
    const browser = await signedIn();
    const headers = { 'sec-fetch-site': undefined, origin: undefined };
    expect((await browser.api('/v1/devices', { headers })).status).toBe(200);
  });
});

describe('without a session', () => {
  test.each([[undefined], ['x'], ['x'.repeat(43)], ['../../etc'], ['x'.repeat(5000)], ['WEB#']])(
    'a cookie %j is answered with session-ended, and taken away',
    async (cookie) => {
      const browser = bench.browser();
      if (cookie !== undefined) browser.cookies.set(webCookies.session, cookie);
      const { status, body, headers } = await browser.api('/v1/devices');
      expect([status, body.code]).toEqual([401, 'session-ended']);
      expect(headers['content-type']).toBe('application/problem+json');
      expect(browser.cookies.has(webCookies.session)).toBe(false);
    },
  );

  test('at its end it has ended, though DynamoDB has not removed it yet', async () => {
    const browser = await signedIn();
    bench.clock.advance(30 * 86_400);
    expect((await browser.api('/v1/devices')).body.code).toBe('session-ended');
  });
});

describe('signed out from elsewhere while looking', () => {
  const signOutFromElsewhere = async (browser: Awaited<ReturnType<typeof signedIn>>) => {
    const id = await currentId(browser);
    const other = await signedIn();
    const { status } = await other.api(`/v1/devices/${id}/sign-out`, { method: 'POST', body: { reason: 'lost' } });
    expect(status).toBe(202);
    return { id, other };
  };

  test('says so with the receipt, forgets everything but the device, and completes the receipt', async () => {
    const browser = await signedIn();
    const rows = (await bench.rows()).length;
    const { id, other } = await signOutFromElsewhere(browser);
    const seen = await browser.api('/v1/devices');
    expect([seen.status, seen.body.code, seen.body.signOut.reason]).toEqual([401, 'session-revoked', 'lost']);
    expect(seen.headers['clear-site-data']).toBe('"cache", "storage"');
    expect([...browser.cookies.keys()]).toEqual([webCookies.device]);
    expect(await bench.rows()).toHaveLength(rows);
    const { signOut } = (await other.api(`/v1/devices/${id}`)).body;
    expect(signOut).toMatchObject({ deliveredAt: expect.any(String), confirmedAt: expect.any(String) });
    expect((await browser.api('/v1/devices')).body.code).toBe('session-ended');
  });

  test('also after its access token has expired and Cognito has revoked the other: by the expired token', async () => {
    const browser = await signedIn();
    const session = await bench.deps.sessions.read(browser.cookies.get(webCookies.session) ?? '');
    const { id, other } = await signOutFromElsewhere(browser);
    await bench.deps.oauth.revoke(session?.refreshToken ?? '', AbortSignal.timeout(5000));
    bench.clock.advance(20 * 60);
    const seen = await browser.api('/v1/devices');
    expect([seen.status, seen.body.code]).toEqual([401, 'session-revoked']);
    expect([...browser.cookies.keys()]).toEqual([webCookies.device]);
    expect((await other.api(`/v1/devices/${id}`)).body.signOut.confirmedAt).toEqual(expect.any(String));
  });

  test('where the API cannot be asked to confirm, nothing is claimed', async () => {
    const browser = await signedIn();
    const { id, other } = await signOutFromElsewhere(browser);
    bench.server.faults.set('confirm-sign-out', { status: 503, body: '{"code":"unavailable"}' });
    try {
      expect((await browser.api('/v1/devices')).body.code).toBe('session-revoked');
    } finally {
      bench.server.faults.clear();
    }
    const { signOut } = (await other.api(`/v1/devices/${id}`)).body;
    expect(signOut.deliveredAt).toEqual(expect.any(String));
    expect(signOut.confirmedAt).toBeUndefined();
  });

  test('a refresh token that is refused without a sign-out ends the session, and calls it no sign-out', async () => {
    const browser = await signedIn();
    const session = await bench.deps.sessions.read(browser.cookies.get(webCookies.session) ?? '');
    await bench.deps.oauth.revoke(session?.refreshToken ?? '', AbortSignal.timeout(5000));
    bench.clock.advance(20 * 60);
    expect((await browser.api('/v1/devices')).body.code).toBe('session-ended');
    expect(browser.cookies.has(webCookies.session)).toBe(false);
  });
});

test('an action that asks for a fresh sign-in is answered so, and the session stays', async () => {
  const browser = await signedIn();
  bench.clock.advance(16 * 60);
  const ask = { method: 'POST', body: { scope: 'others' } };
  const { status, body } = await browser.api('/v1/devices/sign-out', ask);
  expect([status, body.code, body.max_age]).toEqual([401, 'step-up-required', 900]);
  expect((await browser.api('/v1/devices')).status).toBe(200);
  await browser.signIn({ again: true, returnTo: '/devices' });
  expect((await browser.api('/v1/devices/sign-out', ask)).status).toBe(202);
});

describe('where something behind is away', () => {
  test.each([
    ['hang' as const],
    [
      {
        status: 503,
        headers: { 'retry-after': '3', 'content-type': 'application/problem+json' },
        body: '{"code":"unavailable"}',
      },
    ],
  ])('the API with %j is a 503, and the session stays', async (fault) => {
    const browser = await signedIn();
    bench.server.faults.set('list-devices', fault);
    try {
      // As in Lambda, where the function's time is nearly over.
      const seen = await browser.api('/v1/devices', { timeMs: 700 });
      expect([seen.status, seen.body.code]).toEqual([503, 'unavailable']);
      expect(Number(seen.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      bench.server.faults.clear();
    }
    expect((await browser.api('/v1/devices')).status).toBe(200);
  });

  test("the gateway's own refusal of a good token is answered with a new one, once, and then with session-ended", async () => {
    const browser = await signedIn();
    const before = (await bench.deps.sessions.read(browser.cookies.get(webCookies.session) ?? ''))?.version;
    bench.server.faults.set('list-devices', { status: 401, body: '{"message":"Unauthorized"}' });
    try {
      expect((await browser.api('/v1/devices')).body.code).toBe('session-ended');
    } finally {
      bench.server.faults.clear();
    }
    expect(before).toBe(0);
    expect(bench.server.served.filter(({ name }) => name === 'list-devices')).toHaveLength(2);
  });
});

test('no log line has a token, a cookie, a query or the account in it', async () => {
  const browser = await signedIn();
  await browser.api('/v1/devices?state=all');
  await browser.signOut();
  await browser.signIn();
  const log = JSON.stringify(bench.log.lines);
  expect(bench.log.lines.map(({ fields }) => fields['route'])).toContain('web-callback');
  for (const secret of ['eyJ', 'state=', '/v1/', ...browser.cookies.values()]) expect(log).not.toContain(secret);
});
