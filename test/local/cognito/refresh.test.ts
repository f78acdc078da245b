import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GetTokensFromRefreshTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { claimsOf, startFixture, type CognitoFixture } from './cognito-fixture.ts';

let fixture: CognitoFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const refresh = (token: string, clientId?: string) =>
  fixture.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: token }, clientId);
const exchange = (RefreshToken: string, ClientId: string) =>
  fixture.sdk.send(new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId }));

test('origin_jti stays the same, jti changes and auth_time does not move over a refresh', async () => {
  const signedIn = await fixture.signIn();
  fixture.pass(60);
  const refreshed = await refresh(signedIn.RefreshToken);
  const [before, after] = [claimsOf(signedIn.AccessToken), claimsOf(refreshed.AccessToken)];
  expect(after['origin_jti']).toBe(before['origin_jti']);
  expect(after['jti']).not.toBe(before['jti']);
  expect(after['auth_time']).toBe(before['auth_time']);
  expect(Number(after['iat'])).toBeGreaterThanOrEqual(Number(before['iat']) + 60);
  expect(claimsOf(refreshed.IdToken)['auth_time']).toBe(before['auth_time']);
  expect(refreshed.RefreshToken).toBeUndefined();
});

test('two sign-ins have two origin_jti', async () => {
  const [one, two] = [await fixture.signIn(), await fixture.signIn()];
  expect(claimsOf(one.AccessToken)['origin_jti']).not.toBe(claimsOf(two.AccessToken)['origin_jti']);
});

test('GetTokensFromRefreshToken gives the same', async () => {
  const signedIn = await fixture.signIn();
  const { AuthenticationResult } = await exchange(signedIn.RefreshToken, 'app');
  expect(claimsOf(AuthenticationResult?.AccessToken)['origin_jti']).toBe(claimsOf(signedIn.AccessToken)['origin_jti']);
});

test('an expired refresh token is refused', async () => {
  const { RefreshToken } = await fixture.signIn();
  fixture.pass(2 * 60 * 60 + 1);
  await expect(refresh(RefreshToken)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Refresh Token has expired',
  });
});

test('a refresh token is refused to another client, and so is one that nobody was given', async () => {
  const { RefreshToken } = await fixture.signIn();
  const refused = { name: 'NotAuthorizedException', message: 'Invalid Refresh Token' };
  await expect(refresh(RefreshToken, 'other')).rejects.toMatchObject(refused);
  await expect(refresh('made-up')).rejects.toMatchObject(refused);
});

test('a client that rotates gets a new refresh token of the same sign-in, and the old one ends after its grace', async () => {
  const signedIn = await fixture.signIn('rotating');
  const { AuthenticationResult: rotated } = await exchange(signedIn.RefreshToken, 'rotating');
  expect(rotated?.RefreshToken).not.toBe(signedIn.RefreshToken);
  expect(claimsOf(rotated?.AccessToken)['origin_jti']).toBe(claimsOf(signedIn.AccessToken)['origin_jti']);
  await exchange(signedIn.RefreshToken, 'rotating');
  fixture.pass(11);
  await expect(exchange(signedIn.RefreshToken, 'rotating')).rejects.toMatchObject({
    name: 'RefreshTokenReuseException',
  });
  await exchange(rotated?.RefreshToken ?? '', 'rotating');
});
