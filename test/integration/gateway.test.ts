import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from '@jest/globals';
import { createPublicKey } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { requestOf } from '../support/call-route.ts';
import { forgedTokens } from '../support/forged-tokens.ts';
import { claimsOf, localOwner } from '../support/local-owner.ts';
import { useLocalRun } from '../support/local-run.ts';
import { faultsByDocument } from '../support/openapi-document.ts';
import { send } from '../support/send.ts';
import type { Sent } from '../support/send.ts';
import { routeNames } from '../support/valid-asks.ts';

const run = await useLocalRun({ edgeHeaders: {} });
const owner = await localOwner(run);
const device = await owner.signIn();
const { access, id } = device.tokens;

const flows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;
const sendAs = (token: string, sent: Partial<Sent> = {}) =>
  send(run.endpoint, { ...requestOf(token, 'check-in'), ...sent });

/** The gateway's own refusal: fixed words, and nothing of ours. */
const unauthorized = {
  status: 401,
  text: '{"message":"Unauthorized"}',
  headers: { 'content-type': 'application/json', 'www-authenticate': expect.stringMatching(/^Bearer/) },
};
/** The pool's public key by which the token is checked, as PEM. */
const publicKeyOf = async (token: string): Promise<string> => {
  const { kid } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
  const { keys = [] } = (await run.local.cognito?.jwks(run.userPoolId)) ?? {};
  const key = keys.find((one) => one.kid === kid);
  return createPublicKey({ key: { ...key }, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
};
const forged = forgedTokens(access, await publicKeyOf(access));

/** What reached a function; what follows from earlier requests goes on meanwhile. */
const requests = () => run.lines.filter(({ line }) => line.includes('RSO_REQUEST')).map(({ line }) => line);

describe('who is let in', () => {
  test('a good token is', async () => {
    expect(await sendAs(access)).toMatchObject({ status: 200 });
  });

  test.each(routeNames)('nobody without a token: %s', async (name) => {
    const { headers: _, ...request } = requestOf('', name, { params: { deviceId: 'x', sessionId: 'x' } });
    expect(await send(run.endpoint, request)).toMatchObject(unauthorized);
  });

  test.each(Object.entries(forged))('nobody with a token %s', async (_, token) => {
    const before = requests();
    expect(await sendAs(token)).toMatchObject(unauthorized);
    expect(requests()).toEqual(before);
  });

  test.each(['', 'Bearer', 'Bearer ', `Basic ${btoa('a:b')}`])('nobody with the header "%s"', async (authorization) => {
    expect(await sendAs('', { headers: { authorization } })).toMatchObject(unauthorized);
  });

  test('nobody by a token in the query', async () => {
    const path = `/v1/devices?access_token=${access}&token=${access}&authorization=${access}`;
    expect(await send(run.endpoint, { method: 'GET', path })).toMatchObject(unauthorized);
  });

  test('nobody with a token of another client of the same pool', async () => {
    const { UserPoolClient: other } = await run.cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: run.userPoolId,
        ClientName: 'Another',
        ExplicitAuthFlows: [...flows],
      }),
    );
    const tokens = await owner.authenticated(other?.ClientId);
    expect(await sendAs(tokens.access)).toMatchObject(unauthorized);
  });

  test('nobody with a token of another pool', async () => {
    const { UserPool: pool } = await run.cognito.send(new CreateUserPoolCommand({ PoolName: 'Another' }));
    const userPoolId = pool?.Id ?? '';
    const { UserPoolClient: client } = await run.cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientName: 'App',
        ExplicitAuthFlows: [...flows],
      }),
    );
    const stranger = await localOwner({ ...run, userPoolId });
    const tokens = await stranger.authenticated(client?.ClientId);
    expect(await sendAs(tokens.access)).toMatchObject(unauthorized);
  });

  test('nobody with a token that has expired, and the refreshed one of the same session is let in', async () => {
    const { clients, userPoolId } = run;
    const live = async (seconds: number) => {
      const properties = {
        AccessTokenValidity: seconds,
        TokenValidityUnits: { AccessToken: 'seconds' },
        ExplicitAuthFlows: [...flows],
      };
      await run.local.cognito?.putUserPoolClient({ id: clients.console, userPoolId, properties });
    };
    await live(1);
    const tokens = await owner.authenticated(clients.console);
    await live(900);
    await sleep(Number(claimsOf(tokens.access)['exp']) * 1000 - Date.now() + 50);

    expect(await sendAs(tokens.access)).toMatchObject({
      ...unauthorized,
      headers: { 'www-authenticate': expect.stringContaining('the token has expired') },
    });
    const fresh = await owner.refreshed(tokens, clients.console);
    expect(await owner.callAs(fresh)('register-session')).toMatchObject({ status: 201 });
    expect(await owner.callAs(fresh)('check-in')).toMatchObject({ status: 200 });
  });
});

describe('who is let in by the gateway, and refused by the functions', () => {
  test.each(routeNames)('an ID token opens nothing: %s', async (name) => {
    const ask = { params: { deviceId: device.deviceId, sessionId: device.sessionId } };
    expect(await owner.callAs(id)(name, ask)).toMatchObject({ status: 401, body: { code: 'invalid-token' } });
  });

  test('a client with token revocation switched off is told so, and how to mend it', async () => {
    const client = { UserPoolId: run.userPoolId, ClientId: run.clients.console };
    const revocation = (EnableTokenRevocation: boolean) =>
      run.cognito.send(
        new UpdateUserPoolClientCommand({ ...client, EnableTokenRevocation, ExplicitAuthFlows: [...flows] }),
      );
    await revocation(false);
    const without = await owner.authenticated(client.ClientId);
    expect(claimsOf(without.access)).not.toHaveProperty('origin_jti');
    for (const name of routeNames) {
      const ask = { params: { deviceId: device.deviceId, sessionId: device.sessionId } };
      expect(await owner.callAs(without.access)(name, ask)).toMatchObject({
        status: 403,
        body: { code: 'token-revocation-disabled', detail: expect.stringContaining('EnableTokenRevocation') },
      });
    }
    await revocation(true);
    const mended = await owner.authenticated(client.ClientId);
    expect(await owner.callAs(mended.access)('register-session')).toMatchObject({ status: 201 });
  });
});

describe('what the gateway answers itself', () => {
  const notFound = { status: 404, text: '{"message":"Not Found"}' };

  test.each([
    ['GET', '/v1'],
    ['GET', '/v1/devices/'],
    ['GET', '//v1/devices'],
    ['GET', '/v1/../v1/devices'],
    ['GET', '/v1/devices/a/b'],
    ['POST', '/v1/devices//sign-out'],
    ['PUT', '/v1/devices'],
    ['DELETE', '/v1/devices'],
    ['POST', '/v1/devices'],
    ['GET', '/v1/sessions'],
    ['PATCH', '/v1/sessions/current'],
    ['HEAD', '/v1/devices'],
    ['TRACE', '/v1/devices'],
    ['OPTIONS', '/v1/devices'],
  ])('%s %s is no route', async (method, path) => {
    const { text, ...expected } = notFound;
    const answer = await sendAs(access, { method, path });
    expect(answer).toMatchObject(method === 'HEAD' ? expected : { ...expected, text });
  });

  test.each(['/', '/v2/devices', '/V1/devices', '/v1%2Fdevices'])(
    'GET %s is no path of the API: the dashboard’s page answers, and nothing of an account',
    async (path) => {
      const { status, text } = await sendAs(access, { method: 'GET', path });
      expect(status).toBe(200);
      expect(text).toMatch(/^<!doctype html>/);
      expect(text).not.toContain('dev_');
    },
  );

  test('a fixed path comes before a parameter: signing out the others is not a device called sign-out', async () => {
    expect(await device.call('sign-out-devices')).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });

  test('more than 10 MB is cut off, and the connection goes on', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1, ' ');
    const headers = { authorization: `Bearer ${access}`, 'content-type': 'application/json' };
    expect(await sendAs(access, { headers, body })).toMatchObject({
      status: 413,
      text: '{"message":"Request Entity Too Large"}',
    });
    expect(await sendAs(access)).toMatchObject({ status: 200 });
  });

  test.each([
    ['one large header', { 'x-large': 'x'.repeat(10_240) }],
    ['many small ones', Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x-${index}`, 'y'.repeat(50)]))],
    ['one beyond all measure', { 'x-large': 'x'.repeat(100_000) }],
  ])('headers of more than 10,240 bytes are refused: %s', async (_, large) => {
    expect(await sendAs(access, { headers: { authorization: `Bearer ${access}`, ...large } })).toMatchObject({
      status: 431,
    });
  });

  test('headers within the limit are taken', async () => {
    const headers = { authorization: `Bearer ${access}`, 'x-large': 'x'.repeat(8000) };
    expect(await sendAs(access, { headers })).toMatchObject({ status: 200 });
  });
});

describe('what the gateway lets through and no function takes', () => {
  test('1 MB is a payload-too-large of ours', async () => {
    const raw = { body: JSON.stringify({ reason: 'x'.repeat(1024 * 1024) }) };
    const headers = { 'content-type': 'application/json' };
    expect(await device.call('check-in', { raw, headers })).toMatchObject({
      status: 413,
      body: { code: 'payload-too-large' },
    });
  });

  test('32 KiB of JSON is taken, one byte more is not', async () => {
    const headers = { 'content-type': 'application/json' };
    const raw = (bytes: number) => ({ body: `{}${' '.repeat(bytes - 2)}` });
    expect(await device.call('check-in', { raw: raw(32 * 1024), headers })).toMatchObject({ status: 200 });
    expect(await device.call('check-in', { raw: raw(32 * 1024 + 1), headers })).toMatchObject({ status: 413 });
  });

  test.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['a character that breaks off', [0xe2, 0x82]],
  ])('text that is not UTF-8 is invalid: %s', async (_, bytes) => {
    const body = Buffer.concat([
      Buffer.from('{"push":{"platform":"fcm","token":"'),
      Buffer.from(bytes),
      Buffer.from('"}}'),
    ]);
    const answer = await sendAs(access, {
      headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: '#', detail: 'must be UTF-8' }],
    });
  });

  test('another content type is unsupported, also when it is a form', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await device.call('check-in', { raw: { body: '{}' }, headers: { 'content-type': type } });
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    }
  });

  test('a place that does not come through CloudFront is not believed', async () => {
    const headers = {
      'x-origin-key': 'guessed',
      'cloudfront-viewer-city': 'Lisbon',
      'cloudfront-is-tablet-viewer': 'true',
    };
    const spoofed = await owner.signIn({}, { headers });
    expect(spoofed.registered.body.device).toMatchObject({ lastPlace: null, kind: 'other' });
  });
});

test('all answers of the functions are as the OpenAPI document says', () => {
  expect(run.answers.flatMap(({ route, answered }) => faultsByDocument(route, answered))).toEqual([]);
  expect(new Set(run.answers.map(({ answered }) => answered.status))).toEqual(
    new Set([200, 201, 400, 401, 403, 413, 415]),
  );
});
