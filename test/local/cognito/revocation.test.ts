import { afterAll, beforeEach, expect, test } from '@jest/globals';
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  DeleteUserAttributesCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  RevokeTokenCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { claimsOf, startFixture, type CognitoFixture } from './cognito-fixture.ts';
import { EMAIL, PASSWORD, POOL } from './declared-accounts.ts';

const fixtures: CognitoFixture[] = [];
let fixture: CognitoFixture;
beforeEach(async () => {
  fixture = await startFixture();
  fixtures.push(fixture);
});
afterAll(() => Promise.all(fixtures.map((each) => each.stop())));

const ACCESS_REVOKED = { name: 'NotAuthorizedException', message: 'Access Token has been revoked' };
const REFRESH_REVOKED = { name: 'NotAuthorizedException', message: 'Refresh Token has been revoked' };

const getUser = (AccessToken: string) => fixture.sdk.send(new GetUserCommand({ AccessToken }));
const revoke = (Token: string, ClientId = 'app') => fixture.sdk.send(new RevokeTokenCommand({ Token, ClientId }));
const refresh = (token: string) => fixture.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: token });

test('a revoked access token is refused by GetUser, and its refresh token too', async () => {
  const { AccessToken, RefreshToken } = await fixture.signIn();
  expect((await getUser(AccessToken)).Username).toBe(fixture.sub);
  await revoke(RefreshToken);
  await expect(getUser(AccessToken)).rejects.toMatchObject(ACCESS_REVOKED);
  await expect(refresh(RefreshToken)).rejects.toMatchObject(REFRESH_REVOKED);
});

test('a revocation reaches every access token of the sign-in, also those from refreshes', async () => {
  const { RefreshToken } = await fixture.signIn();
  const { AccessToken = '' } = await refresh(RefreshToken);
  await revoke(RefreshToken);
  await expect(getUser(AccessToken)).rejects.toMatchObject(ACCESS_REVOKED);
});

test('a revoked access token is refused by every operation that takes one', async () => {
  const { AccessToken, RefreshToken } = await fixture.signIn();
  await revoke(RefreshToken);
  const change = { AccessToken, PreviousPassword: PASSWORD, ProposedPassword: 'Another-horse-2' };
  await expect(fixture.sdk.send(new ChangePasswordCommand(change))).rejects.toMatchObject(ACCESS_REVOKED);
  await expect(fixture.sdk.send(new GlobalSignOutCommand({ AccessToken }))).rejects.toMatchObject(ACCESS_REVOKED);
  const update = { AccessToken, UserAttributes: [{ Name: 'name', Value: 'Eve' }] };
  await expect(fixture.sdk.send(new UpdateUserAttributesCommand(update))).rejects.toMatchObject(ACCESS_REVOKED);
  const remove = { AccessToken, UserAttributeNames: ['name'] };
  await expect(fixture.sdk.send(new DeleteUserAttributesCommand(remove))).rejects.toMatchObject(ACCESS_REVOKED);
});

test('revoking one sign-in never touches another of the same user', async () => {
  const [one, two] = [await fixture.signIn(), await fixture.signIn()];
  await revoke(one.RefreshToken);
  expect((await getUser(two.AccessToken)).Username).toBe(fixture.sub);
  expect(await refresh(two.RefreshToken)).toHaveProperty('AccessToken');
});

test('revoking again, or what was never given, succeeds', async () => {
  const { RefreshToken } = await fixture.signIn();
  await revoke(RefreshToken);
  await expect(revoke(RefreshToken)).resolves.toBeDefined();
  await expect(revoke('made-up')).resolves.toBeDefined();
});

test('a token of another client is not revoked', async () => {
  const { AccessToken, RefreshToken } = await fixture.signIn();
  await expect(revoke(RefreshToken, 'other')).rejects.toMatchObject({ name: 'UnauthorizedException' });
  await getUser(AccessToken);
});

test('an access token cannot be revoked by itself, nor anything where revocation is off', async () => {
  const { AccessToken } = await fixture.signIn();
  await expect(revoke(AccessToken)).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' });
  const { RefreshToken } = await fixture.signIn('no-revocation');
  await expect(revoke(RefreshToken, 'no-revocation')).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
});

test('GlobalSignOut ends every sign-in of the user, and the next one starts afresh', async () => {
  const [one, two, three] = [
    await fixture.signIn(),
    await fixture.signIn('other'),
    await fixture.signIn('no-revocation'),
  ];
  await fixture.sdk.send(new GlobalSignOutCommand({ AccessToken: one.AccessToken }));
  for (const { AccessToken } of [one, two, three]) {
    // oxlint-disable-next-line no-await-in-loop
    await expect(getUser(AccessToken)).rejects.toMatchObject(ACCESS_REVOKED);
  }
  await expect(refresh(one.RefreshToken)).rejects.toMatchObject(REFRESH_REVOKED);
  await getUser((await fixture.signIn()).AccessToken);
});

test('AdminUserGlobalSignOut does the same, and leaves other users alone', async () => {
  const { AccessToken } = await fixture.signIn();
  const email = 'grace@example.com';
  await fixture.cognito.putUser({ userPoolId: POOL, username: email, email, password: PASSWORD });
  const grace = await fixture.initiate('USER_PASSWORD_AUTH', { USERNAME: email, PASSWORD });
  await fixture.sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: POOL, Username: EMAIL }));
  await expect(getUser(AccessToken)).rejects.toMatchObject(ACCESS_REVOKED);
  await getUser(grace.AccessToken ?? '');
});

test('a disabled user cannot sign in, and what was revoked stays revoked when enabled again', async () => {
  const { AccessToken, RefreshToken } = await fixture.signIn();
  await fixture.sdk.send(new AdminDisableUserCommand({ UserPoolId: POOL, Username: EMAIL }));
  await expect(fixture.signIn()).rejects.toMatchObject({ message: 'User is disabled.' });
  await fixture.sdk.send(new AdminEnableUserCommand({ UserPoolId: POOL, Username: EMAIL }));
  await fixture.signIn();
  await expect(getUser(AccessToken)).rejects.toMatchObject(ACCESS_REVOKED);
  await expect(refresh(RefreshToken)).rejects.toMatchObject(REFRESH_REVOKED);
});

test('a forged, an expired, a truncated, a foreign and an ID token are refused', async () => {
  const { AccessToken, IdToken } = await fixture.signIn();
  const [head = '', body = '', signature = ''] = AccessToken.split('.');
  const claims = { ...claimsOf(AccessToken), sub: 'somebody-else' };
  const forged = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
  const elsewhere = await startFixture();
  fixtures.push(elsewhere);
  const foreign = (await elsewhere.signIn()).AccessToken;
  for (const token of [forged, unsigned, `${head}.${body}`, 'nonsense', `${AccessToken}.x`, foreign, IdToken]) {
    // oxlint-disable-next-line no-await-in-loop
    await expect(getUser(token)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  }
  fixture.pass(15 * 60);
  await expect(getUser(AccessToken)).rejects.toMatchObject({ message: 'Access Token has expired' });
});
