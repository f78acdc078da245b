import { describe, expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { forgedTokens } from '../../support/forged-tokens.ts';
import { seedAccount } from '../../support/seed-account.ts';
import type { SeededDevice } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
type Claims = Record<string, string>;

/** What a service is told, and what the log says of the reason. */
const introspected = async (token: Claims, ask?: { body: Record<string, string> }) => {
  const from = api.log.lines.length;
  const { status, text } = await api.callAs(token, 'introspect', ask);
  const logged = api.log.lines.slice(from).map(({ fields }) => fields?.['problem']);
  return { status, text, logged };
};
const inactive = (problem: string) => ({ status: 200, text: '{"active":false}', logged: [problem] });

describe('the answer is inactive, and nothing more, for', () => {
  const ends: [string, (actor: SeededDevice, target: SeededDevice) => Promise<unknown>][] = [
    ['a device that was signed out', (actor, { deviceId }) => actor.call('sign-out-device', { params: { deviceId } })],
    [
      'an app that was signed out',
      (actor, { deviceId, sessionId }) => actor.call('sign-out-session', { params: { deviceId, sessionId } }),
    ],
    [
      'a device among the others, before any record of it is settled',
      (actor) => actor.call('sign-out-devices', { body: { scope: 'others' } }),
    ],
    [
      'everything signed out, before any record of it is settled',
      (actor) => actor.call('sign-out-devices', { body: { scope: 'everywhere' } }),
    ],
    ['a device that signed itself out', (_, target) => target.call('end-session')],
  ];
  test.each(ends)('%s', async (_, end) => {
    const { devices } = await seedAccount(api, 2, { ago: 5 });
    const [actor, target] = devices;
    expect(JSON.parse((await introspected(target.token)).text)).toMatchObject({ active: true });
    await end(actor, target);
    expect(await introspected(target.token)).toEqual(inactive('session-revoked'));
  });

  test('a session that has come to its end, recorded or not', async () => {
    const owner = api.owner();
    const device = await owner.signIn({ shared: true });
    api.clock.advance(3601);
    expect(await introspected(device.token)).toEqual(inactive('session-expired'));
    await device.call('check-in');
    expect(await introspected(device.token)).toEqual(inactive('session-expired'));
  });

  test('a sign-in that nobody registered, of an owner known or not', async () => {
    const { owner } = await seedAccount(api, 1);
    for (const stranger of [owner, api.owner()]) {
      expect(await introspected(stranger.claims())).toEqual(inactive('session-not-registered'));
    }
  });

  test("somebody else's session, claimed by a token of one's own", async () => {
    const { devices } = await seedAccount(api, 1);
    const claims = { ...devices[0].token, sub: 'somebody-else' };
    expect(await introspected(claims)).toEqual(inactive('session-not-registered'));
  });

  test('a token that cannot be tied to a sign-in', async () => {
    const { owner } = await seedAccount(api, 1);
    const { origin_jti: _, ...claims } = owner.claims();
    expect(await introspected(claims)).toEqual(inactive('token-revocation-disabled'));
  });

  const now = () => Math.floor(api.clock.now().getTime() / 1000);
  const tokens: [string, (claims: Claims) => Claims][] = [
    ['an ID token', (claims) => ({ ...claims, token_use: 'id', aud: 'demo-client' })],
    ['a token that has expired', (claims) => ({ ...claims, exp: String(now()) })],
    ['a token of a client that is not allowed', (claims) => ({ ...claims, client_id: 'another' })],
    ['a token of another pool', (claims) => ({ ...claims, iss: `${api.pool.issuer}2` })],
    ['a token of nobody', ({ sub: _, ...claims }) => claims],
    ['a token that does not say when its owner authenticated', ({ auth_time: _, ...claims }) => claims],
  ];
  test.each(tokens)('%s, though its session is live', async (_, change) => {
    const { devices } = await seedAccount(api, 1);
    expect(await introspected(change(devices[0].token))).toEqual(inactive('invalid-token'));
  });

  test.each(['not-a-token', ' ', '{}', '%', 'null', 'a.b.c', 'é', '\0', 'dev_01', 'eyJhbGciOiJub25lIn0.e30.'])(
    'a text that is no token: %p',
    async (token) => {
      expect(await introspected({}, { body: { token } })).toEqual(inactive('invalid-token'));
    },
  );

  test('whatever can be forged of a good token', async () => {
    const { devices } = await seedAccount(api, 1);
    const forged = forgedTokens(api.accessToken(devices[0].token), api.pool.publicKey());
    for (const [how, token] of Object.entries(forged)) {
      expect([how, await introspected({}, { body: { token } })]).toEqual([how, inactive('invalid-token')]);
    }
  });
});

test('a service that asks does not count as the device having been told', async () => {
  const { devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  const before = await everythingIn(api.engine);
  await target.call('introspect');
  expect(await everythingIn(api.engine)).toEqual(before);
  expect((await actor.call('get-device', { params: { deviceId: target.deviceId } })).body.signOut).not.toHaveProperty(
    'deliveredAt',
  );
});

test('signing out one device leaves the tokens of the others as they were', async () => {
  const { devices } = await seedAccount(api, 3);
  const [actor, target, bystander] = devices;
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  for (const device of [actor, bystander]) expect((await device.call('introspect')).body.active).toBe(true);
});

test('the log names the session that has ended by its public ids, and nothing of the token', async () => {
  const { devices } = await seedAccount(api, 1, { signedOut: () => true });
  const [device] = devices;
  const from = api.log.lines.length;
  const token = api.accessToken(device.token);
  await device.call('introspect', { body: { token } });
  const { sessionId, deviceId } = device;
  expect(api.log.lines.slice(from)).toEqual([
    expect.objectContaining({
      code: 'RSO_REQUEST',
      fields: expect.objectContaining({
        route: 'introspect',
        status: 200,
        problem: 'session-revoked',
        sessionId,
        deviceId,
      }),
    }),
  ]);
  const text = JSON.stringify(api.log.lines.slice(from));
  for (const secret of [token.slice(-40), device.token['origin_jti'], device.token['jti'], device.token['sub']]) {
    expect(text).not.toContain(secret);
  }
});
