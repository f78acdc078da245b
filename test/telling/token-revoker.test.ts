import { beforeEach, expect, test } from '@jest/globals';
import { cognitoTokenRevoker } from '../../shared/adapters/cognito/token-revoker.ts';
import { useAwsAt, useAwsStub } from '../support/aws-stub.ts';

// Cognito itself answers in test/integration; here are the answers that its emulator does not give.
const stub = await useAwsStub();
useAwsAt({ COGNITO_IDENTITY_PROVIDER: stub.endpoint });
const json = (status: number, body: object) => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});
const client = (ClientSecret?: string) =>
  json(200, { UserPoolClient: { ClientId: 'client', ...(ClientSecret && { ClientSecret }) } });
const refused = (type: string, message: string) => json(400, { __type: type, message });
const done = json(200, {});
const token = { refreshToken: 'refresh-token', clientId: 'client' };
const asked = () => stub.asked.map(({ body }) => JSON.parse(body) as Record<string, string>);
const fresh = () => cognitoTokenRevoker('us-east-1_Test00001');
beforeEach(() => stub.answerWith());

test('revokes the token of its client; a secret is asked of Cognito, once, and sent only where there is one', async () => {
  const revoker = fresh();
  stub.answerWith(client(), done, done);
  expect(await revoker.revoke(token)).toBe('revoked');
  expect(await revoker.revoke({ ...token, refreshToken: 'second' })).toBe('revoked');
  expect(asked()).toEqual([
    { UserPoolId: 'us-east-1_Test00001', ClientId: 'client' },
    { Token: 'refresh-token', ClientId: 'client' },
    { Token: 'second', ClientId: 'client' },
  ]);
  const confidential = fresh();
  stub.answerWith(client('the-secret'), done);
  await confidential.revoke(token);
  expect(asked()[1]).toEqual({ Token: 'refresh-token', ClientId: 'client', ClientSecret: 'the-secret' });
});

test.each([
  ['NotAuthorizedException', 'Refresh Token has been revoked'],
  ['NotAuthorizedException', 'Refresh Token has expired'],
  ['NotAuthorizedException', 'Invalid Refresh Token'],
  ['UnauthorizedException', 'Invalid refresh token'],
])('a token that Cognito does not know any more (%s: %s) is revoked', async (type, message) => {
  stub.answerWith(client(), refused(type, message));
  expect(await fresh().revoke(token)).toBe('revoked');
});

test('what is no refresh token is said to be none', async () => {
  stub.answerWith(client(), refused('UnsupportedTokenTypeException', 'Unsupported token type'));
  expect(await fresh().revoke(token)).toBe('not-a-refresh-token');
});

test.each([
  ['NotAuthorizedException', 'Unable to verify secret hash for client client'],
  ['UnauthorizedException', 'Client is not allowed to revoke'],
  ['UnsupportedOperationException', 'Token revocation is not enabled'],
  ['ForbiddenException', 'Blocked by WAF'],
])('what else Cognito refuses (%s: %s) is thrown: the token may still be good', async (type, message) => {
  stub.answerWith(client('old'), refused(type, message), client('new'), done);
  const revoker = fresh();
  await expect(revoker.revoke(token)).rejects.toThrow(message);
  // The secret may have been changed: it is asked for again.
  expect(await revoker.revoke(token)).toBe('revoked');
  expect(asked().at(-1)).toMatchObject({ ClientSecret: 'new' });
});

test('where the secret cannot be asked for, nothing is sent without it', async () => {
  stub.answerWith(refused('AccessDeniedException', 'not allowed'));
  await expect(fresh().revoke(token)).rejects.toThrow('not allowed');
  expect(asked()).toHaveLength(1);
});

test('when Cognito throttles, it is asked again', async () => {
  stub.answerWith(client(), refused('TooManyRequestsException', 'Rate exceeded'), done);
  expect(await fresh().revoke(token)).toBe('revoked');
  expect(stub.asked).toHaveLength(3);
});

test('a token of a client that was deleted from the pool is of no use to anybody: it is revoked', async () => {
  stub.answerWith(refused('ResourceNotFoundException', 'User pool client client does not exist.'));
  expect(await fresh().revoke(token)).toBe('revoked');
});

test('a pool that is not there says nothing of the token', async () => {
  stub.answerWith(refused('ResourceNotFoundException', 'User pool us-east-1_Test00001 does not exist.'));
  await expect(fresh().revoke(token)).rejects.toThrow('does not exist');
});
