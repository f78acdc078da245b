import { describe, expect, test } from '@jest/globals';
import { webCookies } from '../../shared/web/web-cookies.ts';
import { useWebBench } from '../support/web-bench.ts';

const bench = await useWebBench();

const signedIn = async () => {
  bench.clock.advance(1);
  const browser = bench.browser();
  expect((await browser.signIn({ again: true })).location).toBe('/');
  return browser;
};

describe('signing out', () => {
  test('ends the session at the API, forgets its tokens, and leaves the browser only what it is known by', async () => {
    const browser = await signedIn();
    const { id } = (await browser.api('/v1/sessions/current')).body.device;
    const session = await bench.deps.sessions.read(browser.cookies.get(webCookies.session) ?? '');
    const rows = (await bench.rows()).length;
    const { status, headers, setCookies, text } = await browser.signOut();
    expect([status, text]).toEqual([204, '']);
    expect(headers['clear-site-data']).toBe('"cache", "storage"');
    expect(setCookies).toEqual(['__Host-rso-session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax']);
    expect([...browser.cookies.keys()]).toEqual([webCookies.device]);
    expect(await bench.rows()).toHaveLength(rows - 1);

    const other = await signedIn();
    expect((await other.api(`/v1/devices/${id}`)).body).toMatchObject({
      state: 'signed-out',
      signOut: { requestedBy: id, confirmedAt: expect.any(String) },
    });
    const late = await fetch(`${bench.server.url}/v1/devices`, {
      headers: { authorization: `Bearer ${session?.accessToken}` },
    });
    expect(late.status).toBe(401);
  });

  test('twice is no error', async () => {
    const browser = await signedIn();
    const kept = new Map(browser.cookies);
    expect((await browser.signOut()).status).toBe(204);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.signOut()).status).toBe(204);
    expect((await bench.browser().signOut()).status).toBe(204);
  });

  test('that was done from elsewhere before is confirmed', async () => {
    const browser = await signedIn();
    const { id } = (await browser.api('/v1/sessions/current')).body.device;
    const other = await signedIn();
    await other.api(`/v1/devices/${id}/sign-out`, { method: 'POST', body: {} });
    expect((await browser.signOut()).status).toBe(204);
    expect((await other.api(`/v1/devices/${id}`)).body.signOut.confirmedAt).toEqual(expect.any(String));
  });

  test.each([
    [{ status: 503, body: '{"code":"unavailable"}' }, 503, 'unavailable'],
    [{ status: 429, body: '{"message":"Too Many Requests"}' }, 503, 'unavailable'],
    [{ status: 500, body: '{"code":"internal-error"}' }, 502, 'bad-gateway'],
  ])('is not claimed where the API answers %j, and can be asked again', async (fault, status, code) => {
    const browser = await signedIn();
    bench.server.faults.set('end-session', fault);
    try {
      const seen = await browser.signOut();
      expect([seen.status, seen.body.code]).toEqual([status, code]);
      expect(seen.setCookies).toEqual([]);
    } finally {
      bench.server.faults.clear();
    }
    expect((await browser.api('/v1/devices')).status).toBe(200);
    expect((await browser.signOut()).status).toBe(204);
  });
});
