import { describe, expect, test } from '@jest/globals';
import { makeHandler } from '../../../functions/authorize-session/handler.ts';
import type { AuthorizerEvent } from '../../../functions/authorize-session/presented-token.ts';
import { cognitoTokenVerifier } from '../../../shared/adapters/cognito/token-verifier.ts';
import { everythingIn } from '../../support/account-records.ts';
import { authorizerEvents, methodArn } from '../../support/authorizer-events.ts';
import { forgedTokens } from '../../support/forged-tokens.ts';
import { seedAccount } from '../../support/seed-account.ts';
import type { SeededDevice } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
const handler = makeHandler({
  tokens: cognitoTokenVerifier({ ...api.pool, clientIds: ['demo-client'], now: api.clock.now }),
  store: api.store,
  now: api.clock.now,
  log: api.log,
});
const kinds = Object.keys(authorizerEvents(''));

/** What an API of this kind is answered for this header. */
const askedWith = (kind: string, authorization: string) =>
  handler(authorizerEvents(authorization)[kind] as AuthorizerEvent);
const bearer = ({ token }: Pick<SeededDevice, 'token'>) => `Bearer ${api.accessToken(token)}`;

/** How an API of this kind is told. */
const answer = (kind: string, allowed: boolean, context: Record<string, unknown>) =>
  kind === 'HTTP API, payload 2.0'
    ? { isAuthorized: allowed, context }
    : {
        principalId: allowed ? context['accountId'] : 'nobody',
        policyDocument: {
          Version: '2012-10-17',
          Statement: [{ Action: 'execute-api:Invoke', Effect: allowed ? 'Allow' : 'Deny', Resource: methodArn }],
        },
        context,
      };

describe.each(kinds)('%s', (kind) => {
  test('lets a live session through, and says whose it is, by public ids', async () => {
    const { accountId, devices } = await seedAccount(api, 1);
    const [device] = devices;
    expect(await askedWith(kind, bearer(device))).toEqual(
      answer(kind, true, {
        accountId,
        sessionId: device.sessionId,
        deviceId: device.deviceId,
        clientId: 'demo-client',
        authTime: Number(device.token['auth_time']),
        scope: 'aws.cognito.signin.user.admin',
      }),
    );
  });

  test('refuses a device from the moment on at which it was signed out, and not the others', async () => {
    const { devices } = await seedAccount(api, 2);
    const [actor, target] = devices;
    const { deviceId, sessionId } = target;
    await actor.call('sign-out-device', { params: { deviceId } });
    expect(await askedWith(kind, bearer(target))).toEqual(
      answer(kind, false, { reason: 'session-revoked', sessionId, deviceId }),
    );
    expect(await askedWith(kind, bearer(actor))).toMatchObject({ context: { sessionId: actor.sessionId } });
  });

  test('refuses what an account-wide sign-out covers before any record of it is settled', async () => {
    const { devices } = await seedAccount(api, 2, { ago: 5 });
    const [actor, { deviceId, sessionId, token }] = devices;
    await actor.call('sign-out-devices', { body: { scope: 'everywhere' } });
    expect(await askedWith(kind, bearer({ token }))).toEqual(
      answer(kind, false, { reason: 'session-revoked', sessionId, deviceId }),
    );
  });

  test('refuses a session that has come to its end', async () => {
    const device = await api.owner().signIn({ shared: true });
    const { sessionId, deviceId } = device;
    api.clock.advance(3601);
    expect(await askedWith(kind, bearer(device))).toEqual(
      answer(kind, false, { reason: 'session-expired', sessionId, deviceId }),
    );
  });

  test('refuses a sign-in that is not registered, and a token that cannot be tied to one', async () => {
    const { owner } = await seedAccount(api, 1);
    const { origin_jti: _, ...untied } = owner.claims();
    for (const [token, reason] of [
      [owner.claims(), 'session-not-registered'],
      [untied, 'token-revocation-disabled'],
    ] as const) {
      expect(await askedWith(kind, bearer({ token }))).toEqual(answer(kind, false, { reason }));
    }
  });

  test('refuses every token that is none of an allowed client, in its time', async () => {
    const { devices } = await seedAccount(api, 1);
    const [device] = devices;
    const refused = answer(kind, false, { reason: 'invalid-token' });
    const now = Math.floor(api.clock.now().getTime() / 1000);
    for (const claims of [
      { token_use: 'id' },
      { client_id: 'console-client' },
      { exp: String(now - 1) },
      { iss: 'https://example.org' },
    ]) {
      expect(await askedWith(kind, bearer({ token: { ...device.token, ...claims } }))).toEqual(refused);
    }
    const forged = forgedTokens(api.accessToken(device.token), api.pool.publicKey());
    for (const token of Object.values(forged)) expect(await askedWith(kind, `Bearer ${token}`)).toEqual(refused);
    for (const none of ['', 'Bearer', 'Bearer ', 'Basic YTpi', `Basic ${api.accessToken(device.token)}`]) {
      expect(await askedWith(kind, none)).toEqual(refused);
    }
  });
});

describe('the header', () => {
  test('is read as API Gateway reads it: in any case, and without Bearer', async () => {
    const { devices } = await seedAccount(api, 1);
    const token = api.accessToken(devices[0].token);
    for (const header of [token, `bearer ${token}`, `BEARER  ${token}`]) {
      expect(await askedWith('REST API, TOKEN', header)).toMatchObject({ context: { authTime: expect.any(Number) } });
    }
  });

  test('counts only alone: of two tokens, a good one and any other, none is believed', async () => {
    const { devices } = await seedAccount(api, 1);
    const good = bearer(devices[0]);
    const two = (values: Record<string, string[]>): AuthorizerEvent => ({
      headers: { Authorization: good },
      multiValueHeaders: values,
      methodArn,
    });
    for (const event of [
      two({ Authorization: [good, 'Bearer x'] }),
      two({ Authorization: ['Bearer x'], authorization: [good] }),
      two({ Authorization: [good, good] }),
      { version: '2.0', headers: { authorization: `${good},Bearer x` } },
    ]) {
      expect((await handler(event)).context).toEqual({ reason: 'invalid-token' });
    }
  });

  test.each([{}, { headers: null, multiValueHeaders: null }, { version: '2.0', headers: {} }])(
    'that is not there is no token: %j',
    async (event) => {
      expect((await handler(event)).context).toEqual({ reason: 'invalid-token' });
    },
  );
});

test('asking writes nothing: the device itself has not been told', async () => {
  const { devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
  api.clock.advance(400);
  const before = await everythingIn(api.engine);
  for (const device of devices) for (const kind of kinds) await askedWith(kind, bearer(device));
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('a refusal is one line, with public ids and no token; what is let through is the API’s own to log', async () => {
  const { devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
  const from = api.log.lines.length;
  for (const device of devices) await askedWith('HTTP API, payload 2.0', bearer(device));
  await askedWith('HTTP API, payload 2.0', 'Bearer none');
  const { sessionId, deviceId } = devices[1];
  const line = (fields: object) => ({ level: 'info', code: 'RSO_REQUEST_NOT_AUTHORIZED', fields, error: undefined });
  expect(api.log.lines.slice(from)).toEqual([
    line({ requestId: 'request-1', problem: 'session-revoked', sessionId, deviceId }),
    line({ requestId: 'request-1', problem: 'invalid-token' }),
  ]);
});
