import { expect, test } from '@jest/globals';
import { makeRouteMatcher } from '../../local/gateway/match-route.ts';

const match = makeRouteMatcher(
  [
    'GET /v1/devices',
    'ANY /v1/devices',
    'POST /v1/devices/sign-out',
    'GET /v1/devices/{deviceId}',
    'POST /v1/devices/{deviceId}/sessions/{sessionId}/sign-out',
    'GET /files/{path+}',
  ].map((key) => ({ key })),
);
const keyOf = (method: string, path: string): string | undefined => match(method, path)?.route.key;

test('what is fixed comes before what is a parameter, a method of its own before ANY', () => {
  expect(keyOf('GET', '/v1/devices')).toBe('GET /v1/devices');
  expect(keyOf('PUT', '/v1/devices')).toBe('ANY /v1/devices');
  expect(keyOf('POST', '/v1/devices/sign-out')).toBe('POST /v1/devices/sign-out');
  expect(keyOf('GET', '/v1/devices/sign-out')).toBe('GET /v1/devices/{deviceId}');
});

test('what fits no route is not found, a slash too many included', () => {
  for (const path of ['/', '/v1', '/v1/devices/', '/v1//devices', '/v1/devices/a/b', '/V1/devices', '/files/']) {
    expect([path, keyOf('GET', path)]).toEqual([path, undefined]);
  }
  expect(keyOf('DELETE', '/v1/devices/a')).toBeUndefined();
});

test('parameters come decoded, each under its name, and a bad encoding breaks nothing', () => {
  expect(match('POST', '/v1/devices/d%C3%A9/sessions/a%2Fb/sign-out')?.pathParameters).toEqual({
    deviceId: 'dé',
    sessionId: 'a/b',
  });
  expect(match('GET', '/v1/devices/%zz')?.pathParameters).toEqual({ deviceId: '%zz' });
  expect(match('GET', '/v1/devices/%ff')?.pathParameters).toEqual({ deviceId: '\u{FFFD}' });
  expect(match('GET', '/files/a/b%20c')?.pathParameters).toEqual({ path: 'a/b c' });
});

test('$default takes what nothing else takes', () => {
  const withDefault = makeRouteMatcher([{ key: 'GET /a' }, { key: '$default' }]);
  expect(withDefault('GET', '/b')?.route.key).toBe('$default');
  expect(withDefault('GET', '/a')?.route.key).toBe('GET /a');
});
