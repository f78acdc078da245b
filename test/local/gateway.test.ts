import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, type CallProps } from './fixture/call.ts';
import { type Fixture, startFixture } from './fixture/start-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const api = (path: string, props?: CallProps) => call(fixture.local.endpoints.api + path, props);
const eventOf = async (path: string, props?: CallProps) => (await api(path, props)).json().event;

describe('a function gets the event of an HTTP API, payload format 2.0', () => {
  test('what a request does not have is left out', async () => {
    const event = await eventOf('/open', { headers: { 'User-Agent': 'me/1' } });
    expect(Object.keys(event).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'headers',
      'isBase64Encoded',
      'rawPath',
      'rawQueryString',
      'requestContext',
      'routeKey',
      'version',
    ]);
    expect(event).toMatchObject({ version: '2.0', routeKey: 'ANY /open', rawPath: '/open', rawQueryString: '' });
    expect(event.requestContext).toEqual({
      accountId: '000000000000',
      apiId: expect.stringMatching(/^[a-z0-9]{10}$/),
      domainName: expect.stringMatching(/^127\.0\.0\.1:/),
      domainPrefix: '127',
      http: { method: 'GET', path: '/open', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'me/1' },
      requestId: expect.stringMatching(/^[\w+/]{15}=$/),
      routeKey: 'ANY /open',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    });
  });

  test('headers in lower case, joined when there are several; cookies apart; query and path decoded', async () => {
    const event = await eventOf('/items/a%20b?x=1&x=2&y=%C3%A9+z&empty', {
      headers: { 'X-Many': ['one', 'two'], Cookie: 'a=1; b=2', __proto__: 'x' },
    });
    expect(event.headers['x-many']).toBe('one,two');
    expect(event.headers.cookie).toBeUndefined();
    expect(event.cookies).toEqual(['a=1', 'b=2']);
    expect(event.rawQueryString).toBe('x=1&x=2&y=%C3%A9+z&empty');
    expect(event.queryStringParameters).toEqual({ x: '1,2', y: 'é z', empty: '' });
    expect(event.pathParameters).toEqual({ itemId: 'a b' });
  });

  test('text comes as text, anything else as base64, text that is not UTF-8 as well', async () => {
    const post = (type: string | undefined, body: string | Buffer) =>
      eventOf('/open', { method: 'POST', body, headers: type === undefined ? {} : { 'content-type': type } });
    const base64 = (body: string | Buffer) => ({ body: Buffer.from(body).toString('base64'), isBase64Encoded: true });
    expect(await post('application/json; charset=utf-8', '{"é":1}')).toMatchObject({
      body: '{"é":1}',
      isBase64Encoded: false,
    });
    expect(await post('text/plain', 'é')).toMatchObject({ body: 'é', isBase64Encoded: false });
    expect(await post('application/problem+json', '{}')).toMatchObject(base64('{}'));
    expect(await post(undefined, '{}')).toMatchObject(base64('{}'));
    expect(await post('application/x-www-form-urlencoded', 'token=a.b')).toMatchObject(base64('token=a.b'));
    const bad = Buffer.from([0x7b, 0xff, 0x7d]);
    expect(await post('application/json', bad)).toMatchObject(base64(bad));
  });
});

describe('what a function answers', () => {
  const answer = (value: unknown) =>
    api('/open?do=answer', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });

  test('goes out as it says: status, headers, cookies, bytes', async () => {
    const { status, headers, text } = await answer({
      statusCode: 201,
      headers: { 'Content-Type': 'text/x', 'X-Number': 5 },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from('bytes').toString('base64'),
      isBase64Encoded: true,
    });
    expect(status).toBe(201);
    expect(headers).toMatchObject({ 'content-type': 'text/x', 'x-number': '5', 'set-cookie': ['a=1', 'b=2'] });
    expect(headers['apigw-requestid']).toMatch(/^[\w+/]{15}=$/);
    expect(text).toBe('bytes');
  });

  test('without a status is the body of a 200', async () => {
    const { status, headers, text } = await answer({ hello: 'there' });
    expect([status, headers['content-type'], text]).toEqual([200, 'application/json', '{"hello":"there"}']);
  });

  test.each([
    { statusCode: 'fine' },
    { statusCode: 99 },
    { statusCode: 200, body: { not: 'text' } },
    { statusCode: 200, headers: { a: ['b'] } },
    { statusCode: 200, headers: { 'bad name': 'x' } },
    { statusCode: 200, headers: { split: 'a\r\nb: c' } },
    { statusCode: 200, cookies: 'a=1' },
  ])('is a fixed 500 when API Gateway would not understand it: %j', async (value) => {
    const { status, text } = await answer(value);
    expect([status, text]).toEqual([500, '{"message":"Internal Server Error"}']);
  });
});

describe("API Gateway's own answers and limits", () => {
  test('no route', async () => {
    expect(await api('/none')).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
    expect(await api('/items/special', { method: 'DELETE' })).toMatchObject({ status: 404 });
  });

  test('10 MB of body', async () => {
    const post = (bytes: number) => api('/open?do=log', { method: 'POST', body: Buffer.alloc(bytes, 'x') });
    expect(await post(1_000_000)).toMatchObject({ status: 204 });
    expect(await post(10 * 1024 * 1024 + 1)).toMatchObject({
      status: 413,
      text: '{"message":"Request Entity Too Large"}',
    });
    const headers = { 'transfer-encoding': 'chunked' };
    expect(await api('/open', { method: 'POST', headers, body: Buffer.alloc(10 * 1024 * 1024 + 1) })).toMatchObject({
      status: 413,
    });
  });

  test('10,240 bytes of request line and headers', async () => {
    const withHeader = (bytes: number) => api('/open?do=log', { headers: { filler: 'x'.repeat(bytes) } });
    expect(await withHeader(10_000)).toMatchObject({ status: 204 });
    expect(await withHeader(10_240)).toMatchObject({ status: 431 });
    expect(await withHeader(100_000)).toMatchObject({ status: 431 });
  });

  test('a token of the pool opens a guarded route, and nothing else does', async () => {
    const { cognito, endpoints, outputs } = fixture.local;
    const { UserPoolId: userPoolId = '', ClientId } = outputs;
    const [username, password] = ['ada@example.com', 'Correct-horse-1'];
    await cognito?.putUser({ userPoolId, username, email: username, password });
    const signedIn = await call(`${endpoints.cognito}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
      },
      body: JSON.stringify({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId,
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    });
    const token = signedIn.json().AuthenticationResult.AccessToken;
    const event = await eventOf('/safe', { headers: { authorization: `Bearer ${token}` } });
    expect(event.requestContext.authorizer.jwt).toEqual({
      claims: expect.objectContaining({
        client_id: ClientId,
        token_use: 'access',
        exp: expect.stringMatching(/^\d+$/),
      }),
      scopes: null,
    });

    const forged = `${token.slice(0, -6)}AAAAAA`;
    for (const headers of [{}, { authorization: 'Bearer x' }, { authorization: `Bearer ${forged}` }]) {
      const refused = await api('/safe', { headers });
      expect(refused).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
      expect(refused.headers['www-authenticate']).toMatch(/^Bearer/);
    }
  });

  test('each request has a line in the access log, in the format of the stage', async () => {
    await api('/none?secret=1');
    await sleep(300);
    const lines = readFileSync(join(fixture.folder, 'state', 'access.log'), 'utf8')
      .trim()
      .split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ route: '-', status: '404' });
  });
});

test('CORS and throttling are as the template says', async () => {
  const other = await startFixture({ cors: true, throttle: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } });
  try {
    const url = `${other.local.endpoints.api}/open?do=log`;
    const origin = 'https://app.example';
    const preflight = { origin, 'access-control-request-method': 'POST' };
    expect(await call(url, { method: 'OPTIONS', headers: preflight })).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': origin, 'access-control-allow-methods': 'GET,POST' },
    });
    const stranger = await call(url, { headers: { origin: 'https://evil.example' } });
    expect(stranger.headers['access-control-allow-origin']).toBeUndefined();
    expect(await call(url, { headers: { origin } })).toMatchObject({
      headers: { 'access-control-allow-origin': origin },
    });
    expect(await call(url)).toMatchObject({ status: 429, text: '{"message":"Too Many Requests"}' });
  } finally {
    await other.close();
  }
});
