import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

let reads: unknown[][] = [];
const api = await useTestApi({
  wrapStore: (store) => ({
    ...store,
    read: (...given) => {
      reads.push(given);
      return store.read(...given);
    },
  }),
});

test('of a live session, a service hears who and where it is, by public ids, and until when it counts', async () => {
  const { accountId, devices } = await seedAccount(api, 1, { ago: 600 });
  const [device] = devices;
  const authTime = Number(device.token['auth_time']);
  const { status, headers, body } = await device.call('introspect');
  expect([status, body]).toEqual([
    200,
    {
      active: true,
      scope: 'aws.cognito.signin.user.admin',
      client_id: 'demo-client',
      username: accountId,
      token_type: 'Bearer',
      exp: expect.any(Number),
      iat: authTime,
      sub: accountId,
      iss: api.pool.issuer,
      auth_time: authTime,
      session_id: device.sessionId,
      device_id: device.deviceId,
    },
  ]);
  expect(headers).toEqual({ 'cache-control': 'no-store', 'content-type': 'application/json' });
});

test('a token of managed login is described with its scopes and its resource server', async () => {
  const { devices } = await seedAccount(api, 1);
  const [device] = devices;
  const token = { ...device.token, scope: 'openid shop/orders.read', aud: 'https://orders.example.org' };
  expect((await api.callAs(token, 'introspect')).body).toMatchObject({
    active: true,
    scope: 'openid shop/orders.read',
    aud: 'https://orders.example.org',
  });
});

test('what a token does not say is left out, not guessed', async () => {
  const { devices } = await seedAccount(api, 1);
  const { scope: _scope, username: _username, ...token } = devices[0].token;
  const { body } = await api.callAs(token, 'introspect');
  expect(body.active).toBe(true);
  for (const claim of ['scope', 'username', 'aud', 'jti', 'origin_jti']) expect(body).not.toHaveProperty(claim);
});

test('a token counts no longer than itself, and no longer than its session', async () => {
  const owner = api.owner();
  const shared = await owner.signIn({ shared: true });
  const now = Math.floor(api.clock.now().getTime() / 1000);
  const expOf = async (exp: number) =>
    (await api.callAs({ ...shared.token, exp: String(exp) }, 'introspect')).body.exp as number;
  expect(await expOf(now + 60)).toBe(now + 60);
  // A shared computer's session is an hour long.
  const end = await expOf(now + 86_400);
  expect(end).toBeGreaterThanOrEqual(now + 3590);
  expect(end).toBeLessThanOrEqual(now + 3610);
});

test('to be asked costs one read, and writes nothing: not even that the session was seen', async () => {
  const { accountId, devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
  api.clock.advance(400);
  const before = await everythingIn(api.engine);
  for (const device of devices) {
    reads = [];
    await device.call('introspect');
    expect(reads).toEqual([[accountId, { session: device.token['origin_jti'] }]]);
  }
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('hints, and parameters that nobody knows, change nothing', async () => {
  const { devices } = await seedAccount(api, 1);
  const [device] = devices;
  for (const more of [
    { token_type_hint: 'refresh_token' },
    { token_type_hint: '' },
    { client_id: 'a', client_secret: 'b', token_format: 'jwt' },
    Object.fromEntries([
      ['__proto__', 'x'],
      ['constructor', 'x'],
    ]) as Record<string, string>,
  ]) {
    expect((await device.call('introspect', { body: more })).body).toMatchObject({
      active: true,
      session_id: device.sessionId,
    });
  }
  const twice = `resource=a&resource=b&token=${api.accessToken(device.token)}`;
  expect((await device.call('introspect', { raw: { body: twice } })).body.active).toBe(true);
});

test('a body that the gateway passes on as Base64 is the same body', async () => {
  const { devices } = await seedAccount(api, 1);
  const [device] = devices;
  const body = Buffer.from(`token=${api.accessToken(device.token)}`).toString('base64');
  const answer = await device.call('introspect', { raw: { body, isBase64Encoded: true } });
  expect(answer.body).toMatchObject({ active: true, session_id: device.sessionId });
});
