import { describe, expect, test } from '@jest/globals';
import { makeHandler as webPage } from '../../functions/web-page/handler.ts';
import { contentSecurityPolicy, securityHeaders } from '../../shared/contracts/web-headers.ts';
import type { WebEvent } from '../../shared/web/web-call.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { useWebBench, webOrigin } from '../support/web-bench.ts';

const bench = await useWebBench();
const browser = bench.browser();

const expectSafe = (headers: Record<string, unknown>): void => {
  expect(headers).toMatchObject(securityHeaders);
  expect(headers['cache-control']).toBe('no-store');
};

test('nothing from elsewhere, nothing inline, no frame around the page', () => {
  expect(contentSecurityPolicy['default-src']).toBe("'none'");
  expect(contentSecurityPolicy['frame-ancestors']).toBe("'none'");
  expect(contentSecurityPolicy['base-uri']).toBe("'none'");
  expect(securityHeaders['content-security-policy']).not.toMatch(/unsafe|\*|https?:|blob:/);
  expect(contentSecurityPolicy['script-src']).toBe("'self'");
  expect(Number(/max-age=(\d+)/.exec(securityHeaders['strict-transport-security'])?.[1])).toBeGreaterThan(31_536_000);
});

describe('every response has the security headers, and is kept nowhere', () => {
  test.each<[string, () => Promise<{ headers: Record<string, unknown> }>]>([
    ['sign-in', () => browser.open('/web/sign-in')],
    ['callback, refused', () => browser.open('/web/callback?code=1&state=2')],
    ['callback, signed in', () => browser.signIn({ again: true })],
    ['API, answered', () => browser.api('/v1/devices')],
    ['API, refused by the API', () => browser.api('/v1/devices?limit=0')],
    ['API, not there', () => browser.api('/v2')],
    ['API, cross-site', () => browser.open('/web/api/v1/devices')],
    ['API, without a session', () => bench.browser().api('/v1/devices')],
    ['sign-out, cross-site', () => browser.open('/web/sign-out', { method: 'POST' })],
    ['sign-out', () => browser.signOut()],
  ])('%s', async (_what, ask) => {
    expectSafe((await ask()).headers);
  });

  test('a failure of our own, too, and it says nothing of itself', async () => {
    const broken = bench.browser();
    await broken.signIn({ again: true });
    const faulty = { status: 200, headers: { 'content-type': 'application/json' }, body: '[]' };
    bench.server.faults.set('all', faulty);
    try {
      const { headers, body } = await broken.signOut();
      expectSafe(headers);
      expect(body.code).toBe('bad-gateway');
    } finally {
      bench.server.faults.clear();
    }
  });

  test('the page', async () => {
    const files = new Map([['/index.html', Buffer.from('x')]]);
    const handler = webPage({ log: recordedLog(), origin: webOrigin, files });
    for (const rawPath of ['/', '/missing.js']) {
      const event = { rawPath, headers: {}, requestContext: { requestId: 'r' } } as unknown as WebEvent;
      expectSafe((await handler(event)).headers ?? {});
    }
  });
});
