import { createHash, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import type { SignIn } from './sign-in-store.ts';
import type { SigningKey, SigningKeys } from './signing-keys.ts';
import { tokenLifetimeSeconds } from './token-lifetimes.ts';
import type { UserPoolClient } from './user-pool-directory.ts';
import type { StoredUser } from './user-pool.ts';

/** Whose tokens, from which sign-in, for whom. */
export interface TokenSubject {
  user: StoredUser;
  groups: readonly string[];
  client: UserPoolClient;
  signIn: Omit<SignIn, 'revokedAt'>;
  /** From the authorization request of an OpenID Connect sign-in. */
  nonce?: string;
}

const signAsync = promisify(sign);

/** An access and an ID token with the claims of Cognito's own; `now` and `expiresIn` are seconds. */
export async function issueTokens(
  keys: SigningKeys,
  issuer: string,
  { user, groups, client, signIn, nonce }: TokenSubject,
  now: number,
): Promise<{ accessToken: string; idToken: string; expiresIn: number }> {
  const expiresIn = tokenLifetimeSeconds(client, 'AccessToken');
  const common = {
    sub: signIn.sub,
    ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
    iss: issuer,
    event_id: signIn.eventId,
    auth_time: signIn.authTime,
    iat: now,
  };
  // Cognito leaves both out when the client's token revocation is off.
  const tokenIds = () =>
    client.EnableTokenRevocation === false ? {} : { origin_jti: signIn.originJti, jti: randomUUID() };
  const signing = signToken(keys.access, {
    ...common,
    version: 2,
    client_id: client.ClientId,
    ...tokenIds(),
    token_use: 'access',
    scope: signIn.scope,
    exp: now + expiresIn,
    username: user.Username,
  });
  const ofOpenIdRequest = nonce === undefined ? {} : { nonce, at_hash: halfHash(await signing) };
  const [accessToken, idToken] = await Promise.all([
    signing,
    signToken(keys.id, {
      ...userClaims(user),
      ...common,
      'cognito:username': user.Username,
      ...ofOpenIdRequest,
      ...tokenIds(),
      aud: client.ClientId,
      token_use: 'id',
      exp: now + tokenLifetimeSeconds(client, 'IdToken'),
    }),
  ]);
  return { accessToken, idToken, expiresIn };
}

/** A user's attributes as claims: the two `…_verified` are booleans. */
export function userClaims(user: StoredUser): Record<string, string | boolean> {
  const claims: Record<string, string | boolean> = {};
  for (const { Name, Value } of user.Attributes) {
    if (Value !== undefined) claims[Name] = Name.endsWith('_verified') ? Value === 'true' : Value;
  }
  return { ...claims, sub: attributeValue('sub', user.Attributes) ?? '' };
}

async function signToken(key: SigningKey, claims: object): Promise<string> {
  const header = { kid: key.kid, alg: 'RS256' };
  const body = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = await signAsync('sha256', Buffer.from(body), key.privateKey);
  return `${body}.${signature.toString('base64url')}`;
}

function halfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}
