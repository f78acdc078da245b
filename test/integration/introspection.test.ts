import { describe, expect, test } from '@jest/globals';
import { makeHandler } from '../../functions/authorize-session/handler.ts';
import { cognitoTokenVerifier } from '../../shared/adapters/cognito/token-verifier.ts';
import { dynamoDbAccountStore } from '../../shared/adapters/dynamodb/account-store.ts';
import { answeredOf } from '../support/call-route.ts';
import { introspect } from '../support/call-as-service.ts';
import { checkAnswer } from '../support/check-answer.ts';
import { claimsOf, localOwner, nextSecond } from '../support/local-owner.ts';
import { useLocalRun } from '../support/local-run.ts';
import { faultsByDocument } from '../support/openapi-document.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { send } from '../support/send.ts';

const run = await useLocalRun();
const now = () => new Date();

/** Another team's authorizer, on the keys and the table of this run. */
const authorize = makeHandler({
  tokens: cognitoTokenVerifier({
    userPoolId: run.userPoolId,
    clientIds: Object.values(run.clients),
    jwksUri: `${run.local.outputs['CognitoEndpoint']}/${run.userPoolId}/.well-known/jwks.json`,
    now,
  }),
  store: dynamoDbAccountStore(run.engine.client, {
    tables: run.engine.tables,
    retention: { activityDays: 1, signedOutDeviceDays: 1 },
    now,
  }),
  now,
  log: recordedLog(),
});

const told = async (token: string) => {
  const answered = answeredOf(await introspect(run.endpoint, token));
  checkAnswer('introspect', answered, [token]);
  expect(faultsByDocument('introspect', answered)).toEqual([]);
  return answered.body as Record<string, unknown>;
};
const isAuthorized = async (token: string) =>
  authorize({ version: '2.0', headers: { authorization: `Bearer ${token}` } });

/** What the device itself, a service that introspects, and a guarded API make of a token: they agree. */
const countsFor = async (token: string) => {
  const { status } = await send(run.endpoint, {
    method: 'GET',
    path: '/v1/sessions/current',
    headers: { authorization: `Bearer ${token}` },
  });
  return [status === 200, (await told(token))['active'], (await isAuthorized(token)) as object] as const;
};
const counts = [true, true, expect.objectContaining({ isAuthorized: true })];
const no = [false, false, expect.objectContaining({ isAuthorized: false })];

describe('a service that accepts the same tokens', () => {
  test('hears of a live session by public ids, also by a token that was refreshed', async () => {
    const owner = await localOwner(run);
    const device = await owner.signIn();
    const expected = {
      active: true,
      sub: owner.sub,
      client_id: run.clients.app,
      auth_time: claimsOf(device.tokens.access)['auth_time'],
      session_id: device.sessionId,
      device_id: device.deviceId,
    };
    expect(await told(device.tokens.access)).toMatchObject(expected);
    expect(await told(await owner.refreshed(device.tokens))).toMatchObject(expected);
  });

  test('refuses every token of a device from the next request on after its sign-out, and not the others', async () => {
    const owner = await localOwner(run);
    const [actor, target] = [await owner.signIn(), await owner.signIn()];
    const refreshed = await owner.refreshed(target.tokens);
    for (const token of [actor.tokens.access, target.tokens.access, refreshed]) {
      expect(await countsFor(token)).toEqual(counts);
    }
    await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
    // Both in this order: the device itself is told only at the end.
    for (const token of [target.tokens.access, refreshed]) {
      expect(await isAuthorized(token)).toMatchObject({ isAuthorized: false, context: { reason: 'session-revoked' } });
      expect(await told(token)).toEqual({ active: false });
      expect(await countsFor(token)).toEqual(no);
    }
    expect(await countsFor(actor.tokens.access)).toEqual(counts);
  });

  test('refuses everything after everything was signed out, and what signs in again afterwards counts', async () => {
    const owner = await localOwner(run);
    const devices = [await owner.signIn(), await owner.signIn()];
    await devices[0]?.call('sign-out-devices', { body: { scope: 'everywhere' } });
    for (const { tokens } of devices) expect(await countsFor(tokens.access)).toEqual(no);
    await nextSecond();
    expect(await countsFor((await owner.signIn()).tokens.access)).toEqual(counts);
  });

  test('refuses a sign-in that was never registered, an ID token and a refresh token', async () => {
    const owner = await localOwner(run);
    const { access, id, refresh } = await owner.authenticated();
    for (const token of [access, id, refresh]) {
      expect(await told(token)).toEqual({ active: false });
      expect(await isAuthorized(token)).toMatchObject({ isAuthorized: false });
    }
  });

  test('is told nothing without a signature, whatever token it sends along', async () => {
    const device = await (await localOwner(run)).signIn();
    const { access } = device.tokens;
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const headers of [form, { ...form, authorization: `Bearer ${access}` }]) {
      const { status, text } = await send(run.endpoint, {
        method: 'POST',
        path: '/v1/introspect',
        headers,
        body: new URLSearchParams({ token: access }).toString(),
      });
      expect([status, text]).toEqual([403, '{"message":"Forbidden"}']);
    }
  });
});
