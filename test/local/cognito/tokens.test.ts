import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import * as z from 'zod';
import { claimsOf, startFixture, type CognitoFixture } from './cognito-fixture.ts';
import { POOL } from './declared-accounts.ts';

let fixture: CognitoFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

async function verifier(tokenUse: 'access' | 'id') {
  const made = CognitoJwtVerifier.create({ userPoolId: POOL, tokenUse, clientId: 'app' });
  made.cacheJwks(await fixture.cognito.jwks(POOL));
  return made;
}

test('the verifier of production accepts an access token, with the keys served at the pool', async () => {
  const { AccessToken } = await fixture.signIn();
  const response = await fetch(`${fixture.cognito.endpoint}/${POOL}/.well-known/jwks.json`);
  expect(await response.json()).toEqual(await fixture.cognito.jwks(POOL));
  const claims = await (await verifier('access')).verify(AccessToken);
  expect(claims.sub).toBe(fixture.sub);
});

test('the verifier of production accepts an ID token as such, and not as an access token', async () => {
  const { IdToken } = await fixture.signIn();
  expect((await (await verifier('id')).verify(IdToken))['email_verified']).toBe(true);
  await expect((await verifier('access')).verify(IdToken)).rejects.toThrow('Token use');
});

test('an access token carries the claims of a real one', async () => {
  const { AccessToken } = await fixture.signIn();
  expect(claimsOf(AccessToken)).toEqual({
    sub: fixture.sub,
    iss: `https://cognito-idp.us-east-1.amazonaws.com/${POOL}`,
    version: 2,
    client_id: 'app',
    origin_jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    auth_time: expect.any(Number),
    iat: expect.any(Number),
    exp: expect.any(Number),
    username: fixture.sub,
  });
});

test('tokens live as long as their client says', async () => {
  const { AccessToken, IdToken } = await fixture.signIn();
  const lifetime = ({ exp, iat }: Record<string, unknown>) => Number(exp) - Number(iat);
  expect(lifetime(claimsOf(AccessToken))).toBe(15 * 60);
  expect(lifetime(claimsOf(IdToken))).toBe(30 * 60);
  expect(lifetime(claimsOf((await fixture.signIn('other')).AccessToken))).toBe(60 * 60);
});

test('a client without token revocation gets tokens without origin_jti and jti', async () => {
  const { AccessToken, IdToken } = await fixture.signIn('no-revocation');
  for (const token of [AccessToken, IdToken]) {
    expect(claimsOf(token)).not.toHaveProperty('origin_jti');
    expect(claimsOf(token)).not.toHaveProperty('jti');
  }
});

test('the signing keys are of this folder alone, and only its user may read them', async () => {
  const path = join(fixture.stateFolder, 'cognito-signing-keys.json');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(fixture.stateFolder, 'cognito.sqlite')).mode & 0o777).toBe(0o600);
  const published = createRequire(import.meta.url)('cognito-local/lib/keys/cognitoLocal.public.json') as unknown;
  const { jwk } = z.object({ jwk: z.object({ n: z.string() }) }).parse(published);
  const { keys } = await fixture.cognito.jwks(POOL);
  expect(new Set([jwk.n, ...keys.map(({ n }) => n)]).size).toBe(3);
  expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
});
