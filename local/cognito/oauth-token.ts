import { createHash } from 'node:crypto';
import { CognitoError } from 'cognito-local/lib/errors.js';
import { authenticate } from './access-token.ts';
import { assertClientSecret } from './client-secret.ts';
import type { Emulator } from './emulator.ts';
import type { PageRequest } from './http-server.ts';
import { userClaims } from './issue-tokens.ts';
import { oauthError, type OAuthMemory } from './oauth-authorize.ts';
import { jsonReply, type Reply } from './reply.ts';
import { revokeToken } from './revoke-token.ts';
import { refreshSignIn, startSignIn, type AuthenticationResult } from './sign-in-tokens.ts';
import type { UserPoolClient } from './user-pool-directory.ts';
import type { UserPool } from './user-pool.ts';

interface Caller {
  client: UserPoolClient;
  pool: UserPool;
}

/** `/oauth2/token`: a code with its PKCE verifier, or a refresh token, for tokens. */
export async function tokenEndpoint(emulator: Emulator, memory: OAuthMemory, request: PageRequest): Promise<Reply> {
  const { form } = request;
  const caller = await authenticateClient(emulator, request);
  if (caller === undefined) return oauthError('invalid_client', 'Unknown client, or its secret is wrong');
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(emulator, memory, caller, form);
    case 'refresh_token':
      return asGrant(async () =>
        tokenReply(await refreshSignIn(emulator, caller, form.get('refresh_token') ?? ''), 'openid'),
      );
    default:
      return oauthError('unsupported_grant_type', 'authorization_code or refresh_token');
  }
}

/** `/oauth2/revoke`: end a sign-in by its refresh token (RFC 7009). */
export async function revokeEndpoint(emulator: Emulator, request: PageRequest): Promise<Reply> {
  const token = request.form.get('token') ?? '';
  if (token === '') return oauthError('invalid_request', 'Missing token');
  const { clientId, clientSecret } = clientCredentials(request);
  try {
    await revokeToken(emulator, { clientId, clientSecret, token });
    return { status: 200, body: '' };
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    if (error.code === 'UnsupportedTokenTypeException') return oauthError('unsupported_token_type', error.message);
    return oauthError(
      error.code === 'UnsupportedOperationException' ? 'invalid_request' : 'invalid_client',
      error.message,
    );
  }
}

/** `/oauth2/userInfo`: the attributes of the token's user. */
export async function userInfoEndpoint(emulator: Emulator, { headers }: PageRequest): Promise<Reply> {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  try {
    const { user } = await authenticate(emulator, token, 'openid');
    const claims = Object.entries(userClaims(user)).map(([name, value]) => [name, String(value)]);
    return jsonReply(200, { ...Object.fromEntries(claims), username: user.Username });
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' };
    return jsonReply(401, { error: 'invalid_token', error_description: error.message }, challenge);
  }
}

async function exchangeCode(
  emulator: Emulator,
  memory: OAuthMemory,
  { client, pool }: Caller,
  form: URLSearchParams,
): Promise<Reply> {
  const grant = memory.grants.take(form.get('code') ?? '');
  const proof = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  const right =
    grant?.clientId === client.ClientId &&
    grant.redirectUri === form.get('redirect_uri') &&
    grant.codeChallenge === proof;
  const user = right ? await pool.getUserByUsername(emulator.context, grant.username) : null;
  if (!right || user?.Enabled !== true) return oauthError('invalid_grant', 'The code is wrong, used or too old');
  const { scope, authTime, nonce } = grant;
  const signIn = { client, pool, user, scope, authTime, ...(nonce === undefined ? {} : { nonce }) };
  return tokenReply(await startSignIn(emulator, signIn), scope);
}

async function asGrant(make: () => Promise<Reply>): Promise<Reply> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof CognitoError) return oauthError('invalid_grant', error.message);
    throw error;
  }
}

function tokenReply(result: AuthenticationResult, scope: string): Reply {
  return jsonReply(200, {
    access_token: result.AccessToken,
    ...(scope.split(' ').includes('openid') ? { id_token: result.IdToken } : {}),
    ...(result.RefreshToken === undefined ? {} : { refresh_token: result.RefreshToken }),
    token_type: 'Bearer',
    expires_in: result.ExpiresIn,
  });
}

async function authenticateClient(emulator: Emulator, request: PageRequest): Promise<Caller | undefined> {
  const { clientId, clientSecret } = clientCredentials(request);
  try {
    const caller = await emulator.directory.findClient(emulator.context, clientId);
    assertClientSecret(caller.client, clientSecret);
    return caller;
  } catch (error) {
    if (error instanceof CognitoError) return undefined;
    throw error;
  }
}

function clientCredentials({ form, headers }: PageRequest): { clientId: string; clientSecret: string | undefined } {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic === undefined) {
    return { clientId: form.get('client_id') ?? '', clientSecret: form.get('client_secret') ?? undefined };
  }
  const [clientId = '', ...secret] = Buffer.from(basic, 'base64').toString().split(':');
  return { clientId, clientSecret: secret.join(':') };
}
