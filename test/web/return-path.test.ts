import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { returnPath } from '../../shared/web/return-path.ts';

const origin = 'https://devices.example.test';

test.each(['/', '/devices', '/devices/dev_01?x=1&y=%2F%2Fa#part', '/sell/dev_1', '/a/../devices', '/webinar', '/v10'])(
  '%s is a page of the dashboard',
  (path) => {
    expect(returnPath(path, origin)).toBe(path.replace('/a/..', ''));
  },
);

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  '/%2e%2e//evil.example',
  'https://evil.example',
  'https:evil.example',
  `${origin}/devices`,
  `${origin}.evil.example/`,
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  ' /devices',
  '/devices ',
  'devices',
  '',
  '@evil.example',
  '/a\r\nset-cookie: a=b',
  '/é',
  '/\u2028',
  `/${'x'.repeat(600)}`,
  '/web/sign-in',
  '/web/callback?code=1',
  '/WEB/sign-in',
  '/a/../web/sign-in',
  '/web',
  '/v1/devices',
])('%j leads to the first page', (path) => {
  expect(returnPath(path, origin)).toBe('/');
});

test('nothing given leads to the first page', () => {
  expect(returnPath(undefined, origin)).toBe('/');
});

test('whatever is asked, a browser stays at home', () => {
  const pieces = ['/', '\\', '.', '%2e', '%2f', '%5c', '@', ':', '?', '#', '\t', 'evil.example', 'https:', 'a', ';'];
  const asked = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(asked, (path) => {
      const to = returnPath(path, origin);
      expect(to).toMatch(/^\/(?![/\\])/);
      expect(new URL(to, origin).origin).toBe(origin);
      expect(new URL(to, `${origin}/web/callback?code=1`).origin).toBe(origin);
    }),
    { numRuns: 5000 },
  );
});
