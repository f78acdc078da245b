import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { webCookies } from '../../shared/web/web-cookies.ts';
import { useWebBench, webOrigin } from '../support/web-bench.ts';

const bench = await useWebBench();

describe('off to the sign-in page', () => {
  test('with a state, a nonce and the challenge of a PKCE verifier that only the cookie holds', async () => {
    const browser = bench.browser();
    const { status, headers, setCookies } = await browser.open('/web/sign-in?returnTo=/devices');
    expect(status).toBe(302);
    const address = new URL(headers['location'] ?? '');
    expect(`${address.origin}${address.pathname}`).toBe(`${bench.cognito.endpoint}/oauth2/authorize`);
    const ask = Object.fromEntries(address.searchParams);
    expect(ask).toMatchObject({
      response_type: 'code',
      client_id: 'demo-client',
      redirect_uri: `${webOrigin}/web/callback`,
      code_challenge_method: 'S256',
    });
    expect(ask['prompt']).toBeUndefined();
    expect(setCookies).toHaveLength(1);
    expect(setCookies[0]).toMatch(/^__Host-rso-sign-in=[\w.-]+; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const [state, nonce, verifier = ''] = (browser.cookies.get(webCookies.signIn) ?? '').split('.');
    expect(ask).toMatchObject({ state, nonce });
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(ask['code_challenge']);
    expect(headers['location']).not.toContain(verifier);
    expect(new Set([state, nonce, verifier]).size).toBe(3);
    for (const secret of [state, nonce, verifier]) expect(secret).toHaveLength(43);
  });

  test('no two of them are alike', async () => {
    const locations = await Promise.all(
      [1, 2, 3].map(async () => (await bench.browser().open('/web/sign-in')).location),
    );
    const states = locations.map((location) => new URL(location).searchParams.get('state'));
    expect(new Set(states).size).toBe(3);
  });

  test('again=1 asks for the password even of those who are signed in there', async () => {
    const { location } = await bench.browser().open('/web/sign-in?again=1');
    expect(new URL(location).searchParams.get('prompt')).toBe('login');
  });

  test('however many tabs set out, the cookie stays small', async () => {
    const browser = bench.browser();
    const returnTo = encodeURIComponent(`/devices?${'x'.repeat(480)}`);
    for (let tab = 0; tab < 20; tab++) await browser.open(`/web/sign-in?returnTo=${returnTo}`);
    expect(browser.cookies.get(webCookies.signIn)?.length).toBeLessThan(3000);
  });

  test('a cookie that is not ours is no obstacle', async () => {
    const browser = bench.browser();
    for (const rubbish of ['', '~~~', 'a.b.c.d.e.f', 'x'.repeat(5000), '%00', '__proto__']) {
      browser.cookies.set(webCookies.signIn, rubbish);
      expect((await browser.open('/web/sign-in')).status).toBe(302);
    }
  });
});
