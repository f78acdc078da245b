import { describe, expect, test } from '@jest/globals';
import { webCookies } from '../../shared/web/web-cookies.ts';
import { owners, useWebBench, webOrigin } from '../support/web-bench.ts';
import type { TestBrowser } from '../support/test-browser.ts';

const bench = await useWebBench();

const devicesOf = async (browser: TestBrowser): Promise<{ id: string; name: string; current: boolean }[]> =>
  (await browser.api('/v1/devices')).body.devices;

/** As far as the sign-in page, and its way back not taken yet. */
const wayBack = async (browser: TestBrowser, path = '/web/sign-in'): Promise<string> =>
  browser.authenticate((await browser.open(path)).location, owners.ada);

const without = (address: string, name: string, value?: string): string => {
  const url = new URL(address);
  url.searchParams.delete(name);
  if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
};

describe('a sign-in', () => {
  test('ends where it was begun, with a cookie and no token', async () => {
    const browser = bench.browser();
    const { status, headers, setCookies } = await browser.signIn({ returnTo: '/devices?kind=tv#list' });
    expect([status, headers['location']]).toEqual([302, `${webOrigin}/devices?kind=tv#list`]);
    const id = browser.cookies.get(webCookies.session);
    expect(id).toMatch(/^[\w-]{43}$/);
    expect(setCookies.find((cookie) => cookie.startsWith(webCookies.session))).toMatch(
      /^__Host-rso-session=[\w-]{43}; Max-Age=(2592000|259199\d); Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(setCookies.find((cookie) => cookie.startsWith(webCookies.device))).toMatch(
      /; Max-Age=34560000; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(browser.cookies.has(webCookies.signIn)).toBe(false);
    // Every token of Cognito begins so: it is JSON in base64.
    expect(setCookies.join()).not.toContain('eyJ');
    for (const cookie of setCookies) expect(cookie.length).toBeLessThan(4096);
  });

  test('makes the browser a device of the account, named by its user agent, with its refresh token deposited', async () => {
    const browser = bench.browser();
    await browser.signIn({ email: owners.bob });
    const current = (await devicesOf(browser)).find((device) => device.current);
    expect(current).toMatchObject({ name: 'Firefox on Linux' });
    const registration = bench.server.served.findLast(({ name }) => name === 'register-session');
    expect(JSON.parse(registration?.body ?? '')).toEqual({ refreshToken: expect.any(String) });
  });

  test('on a browser that was a device before finds that device again; its secret never leaves the cookie', async () => {
    const browser = bench.browser();
    await browser.signIn({ email: owners.bob });
    const before = await devicesOf(browser);
    await browser.signOut();
    bench.clock.advance(2);
    await browser.signIn({ email: owners.bob, again: true });
    expect((await devicesOf(browser)).map(({ id }) => id).toSorted()).toEqual(before.map(({ id }) => id).toSorted());
  });

  test('with a secret that is not believed makes a new device, whose secret takes the place of the old one', async () => {
    const browser = bench.browser();
    await browser.signIn();
    const [entry = ''] = (browser.cookies.get(webCookies.device) ?? '').split('~');
    browser.cookies.set(webCookies.device, entry.replace(/\.[\w-]+$/, '.wrong-secret'));
    await browser.signIn({ again: true });
    const renewed = browser.cookies.get(webCookies.device) ?? '';
    expect(renewed).not.toContain('wrong-secret');
    expect(renewed.split('.')[1]).not.toBe(entry.split('.')[1]);
    expect(renewed.split('~')).toHaveLength(1);
  });

  test('two accounts in one browser keep a device each, and neither is signed in beside the other', async () => {
    const browser = bench.browser();
    await browser.signIn({ email: owners.ada });
    const ada = (await devicesOf(browser)).find((device) => device.current)?.id;
    await browser.signIn({ email: owners.bob, again: true });
    const other = bench.browser();
    await other.signIn({ email: owners.ada });
    const left = (await other.api(`/v1/devices/${ada}`)).body;
    expect(left.state).toBe('signed-out');
    bench.clock.advance(2);
    await browser.signIn({ email: owners.ada, again: true });
    expect((await devicesOf(browser)).find((device) => device.current)?.id).toBe(ada);
  });

  test('gives a new id each time, and the old one opens nothing (session fixation)', async () => {
    const browser = bench.browser();
    await browser.signIn();
    const old = browser.cookies.get(webCookies.session) ?? '';
    await browser.signIn({ again: true });
    expect(browser.cookies.get(webCookies.session)).not.toBe(old);
    expect((await browser.api('/v1/devices')).status).toBe(200);
    const thief = bench.browser();
    thief.cookies.set(webCookies.session, old);
    expect((await thief.api('/v1/devices')).body.code).toBe('session-ended');
  });

  test('with an id that was planted before does not make that id a session', async () => {
    const browser = bench.browser();
    browser.cookies.set(webCookies.session, 'p'.repeat(43));
    await browser.signIn();
    expect(browser.cookies.get(webCookies.session)).not.toBe('p'.repeat(43));
    const thief = bench.browser();
    thief.cookies.set(webCookies.session, 'p'.repeat(43));
    expect((await thief.api('/v1/devices')).status).toBe(401);
  });

  test('from before a sign-out at the sign-in page does not count: the password is asked for, and the way kept', async () => {
    const browser = bench.browser();
    await browser.signIn();
    bench.clock.advance(5);
    await browser.signOut();
    const first = await browser.open('/web/sign-in?returnTo=/activity');
    const silent = await browser.authenticate(first.location, owners.ada);
    const sent = await browser.open(silent);
    expect(new URL(sent.location).searchParams.get('prompt')).toBe('login');
    bench.clock.advance(5);
    const { location } = await browser.open(await browser.authenticate(sent.location, owners.ada));
    expect(location).toBe('/activity');
    expect((await browser.api('/v1/devices')).status).toBe(200);
  });

  test('that does not count even with a fresh password ends with a reason, and not in a circle', async () => {
    const browser = bench.browser();
    const address = await wayBack(browser, '/web/sign-in?again=1');
    const refusal = { status: 401, body: '{"code":"reauthentication-required"}' };
    bench.server.faults.set('register-session', refusal);
    try {
      expect((await browser.open(address)).location).toBe('/?problem=reauthentication-required');
      expect(browser.cookies.has(webCookies.session)).toBe(false);
    } finally {
      bench.server.faults.clear();
    }
  });
});

describe('the way back', () => {
  test('counts once: a second time it changes nothing, and leads to the dashboard', async () => {
    const browser = bench.browser();
    const address = await wayBack(browser);
    await browser.open(address);
    const id = browser.cookies.get(webCookies.session);
    const { location, setCookies } = await browser.open(address);
    expect([location, setCookies]).toEqual(['/', []]);
    expect(browser.cookies.get(webCookies.session)).toBe(id);
    expect((await browser.api('/v1/devices')).status).toBe(200);
  });

  test('of another browser is not taken (sign-in CSRF)', async () => {
    const attacker = bench.browser();
    const address = await wayBack(attacker);
    const victim = bench.browser();
    expect((await victim.open(address)).location).toBe('/?problem=sign-in-expired');
    await victim.open('/web/sign-in');
    expect((await victim.open(address)).location).toBe('/?problem=sign-in-expired');
    expect(victim.cookies.has(webCookies.session)).toBe(false);
  });

  test("with one's own state and another one's code is not taken: the code hangs on its PKCE verifier", async () => {
    const attacker = bench.browser();
    const code = new URL(await wayBack(attacker)).searchParams.get('code') ?? '';
    const victim = bench.browser();
    const address = without(await wayBack(victim), 'code', code);
    expect((await victim.open(address)).location).toBe('/?problem=sign-in-failed');
    expect(victim.cookies.has(webCookies.session)).toBe(false);
  });

  test('with tokens of another attempt is not taken: the ID token names the nonce', async () => {
    const browser = bench.browser();
    const { location } = await browser.open('/web/sign-in');
    const address = await browser.authenticate(without(location, 'nonce', 'n'.repeat(43)), owners.ada);
    expect((await browser.open(address)).location).toBe('/?problem=sign-in-failed');
    expect(browser.cookies.has(webCookies.session)).toBe(false);
  });

  test('of several tabs comes in any order', async () => {
    const browser = bench.browser();
    const first = await browser.open('/web/sign-in?returnTo=/first');
    const second = await browser.open('/web/sign-in?returnTo=/second');
    const back = await browser.authenticate(second.location, owners.ada);
    expect((await browser.open(back)).location).toBe('/second');
    expect((await browser.open(await browser.authenticate(first.location, owners.ada))).location).toBe('/first');
    expect((await browser.api('/v1/devices')).status).toBe(200);
  });

  test('after ten minutes is too late', async () => {
    const browser = bench.browser();
    const cookie = browser.cookies;
    const address = await wayBack(browser);
    const kept = new Map(cookie);
    bench.clock.advance(601);
    for (const [name, value] of kept) cookie.set(name, value);
    expect((await browser.open(address)).location).toBe('/?problem=sign-in-expired');
  });

  test.each([
    ['error=access_denied', 'access-denied'],
    ['error=server_error', 'sign-in-failed'],
    ['error=access_denied&code=abc', 'access-denied'],
    ['', 'sign-in-failed'],
    ['code=made-up', 'sign-in-failed'],
  ])('with "%s" says %s, and needs the state as well', async (query, problem) => {
    const browser = bench.browser();
    const state = new URL((await browser.open('/web/sign-in')).location).searchParams.get('state') ?? '';
    expect((await browser.open(`/web/callback?${query}`)).location).toBe('/?problem=sign-in-expired');
    expect((await browser.open(`/web/callback?${query}&state=${state}`)).location).toBe(`/?problem=${problem}`);
    expect(browser.cookies.size).toBe(0);
  });
});

describe('where the API refuses the sign-in', () => {
  test.each([
    [{ status: 409, body: '{"code":"device-limit-reached"}' }, 'device-limit-reached'],
    [{ status: 429, body: '{"code":"rate-limited"}' }, 'rate-limited'],
    [{ status: 503, body: '{"code":"unavailable"}' }, 'unavailable'],
    [{ status: 500, body: 'garbage' }, 'sign-in-failed'],
    [{ status: 200, body: '{}' }, 'sign-in-failed'],
    [{ status: 401, body: '{"message":"Unauthorized"}' }, 'sign-in-failed'],
  ])('with %j the page is told %s, nobody is signed in, and no token is kept', async (refusal, problem) => {
    const before = (await bench.rows()).length;
    const browser = bench.browser();
    const address = await wayBack(browser);
    bench.server.faults.set('register-session', refusal);
    try {
      expect((await browser.open(address)).location).toBe(`/?problem=${problem}`);
      expect(browser.cookies.has(webCookies.session)).toBe(false);
      expect(await bench.rows()).toHaveLength(before);
    } finally {
      bench.server.faults.clear();
    }
  });
});

test('the table holds neither the cookie nor a token that can be read without it', async () => {
  const browser = bench.browser();
  await browser.signIn();
  const id = browser.cookies.get(webCookies.session) ?? '';
  const session = await bench.deps.sessions.read(id);
  expect(session?.accessToken).toMatch(/^eyJ/);
  const values = (await bench.rows()).flatMap((row) => Object.values(row));
  const text = values.map((value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
  );
  for (const secret of [id, session?.accessToken, session?.refreshToken]) {
    expect(text.some((one) => one.includes(String(secret).slice(0, 20)))).toBe(false);
  }
  const thief = bench.browser();
  const [key = ''] = (await bench.rows()).map(({ pk }) => String(pk).replace('WEB#', ''));
  thief.cookies.set(webCookies.session, key);
  expect((await thief.api('/v1/devices')).status).toBe(401);
});
