import { randomUUID } from 'node:crypto';
import { CognitoError, NotAuthorizedError } from 'cognito-local/lib/errors.js';
import { attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import { USER_ADMIN_SCOPE } from './access-token.ts';
import type { Emulator } from './emulator.ts';
import { issueTokens, type TokenSubject } from './issue-tokens.ts';
import type { SignIn } from './sign-in-store.ts';
import { tokenLifetimeSeconds } from './token-lifetimes.ts';
import type { UserPoolClient } from './user-pool-directory.ts';
import type { StoredUser, UserPool } from './user-pool.ts';

/** What a sign-in or a refresh gives, in the words of Cognito's API. */
export interface AuthenticationResult {
  AccessToken: string;
  IdToken: string;
  ExpiresIn: number;
  TokenType: 'Bearer';
  RefreshToken?: string;
}

interface NewSignIn {
  pool: UserPool;
  client: UserPoolClient;
  user: StoredUser;
  scope?: string;
  nonce?: string;
  /** Seconds, when the user authenticated earlier than now: at the page, or with its cookie. */
  authTime?: number;
}

/** Record a sign-in and give its first tokens. */
export async function startSignIn(emulator: Emulator, newSignIn: NewSignIn): Promise<AuthenticationResult> {
  const { pool, client, user } = newSignIn;
  const now = Math.floor(emulator.now() / 1000);
  const signIn = {
    originJti: randomUUID(),
    eventId: randomUUID(),
    userPoolId: pool.options.Id,
    clientId: client.ClientId,
    sub: attributeValue('sub', user.Attributes) ?? '',
    scope: newSignIn.scope ?? USER_ADMIN_SCOPE,
    authTime: newSignIn.authTime ?? now,
    refreshExpiresAt: now + tokenLifetimeSeconds(client, 'RefreshToken'),
  };
  const RefreshToken = emulator.signIns.start(signIn);
  const tokens = await makeTokens(emulator, pool, { user, client, signIn, ...nonceOf(newSignIn) });
  return { ...tokens, RefreshToken };
}

/**
 * Give new tokens for a refresh token; a new refresh token too where the client rotates them. Throws
 * NotAuthorizedException when it is unknown, expired or revoked, RefreshTokenReuseException when it was replaced.
 */
export async function refreshSignIn(
  emulator: Emulator,
  { pool, client }: { pool: UserPool; client: UserPoolClient },
  refreshToken: string,
): Promise<AuthenticationResult> {
  const found = emulator.signIns.findByRefreshToken(refreshToken);
  if (found === undefined || found.signIn.clientId !== client.ClientId) {
    throw new NotAuthorizedError('Invalid Refresh Token');
  }
  assertAlive(found.signIn, Math.floor(emulator.now() / 1000));
  const user = await pool.getUserByUsername(emulator.context, found.signIn.sub);
  if (user === null) throw new NotAuthorizedError('Invalid Refresh Token');
  if (!user.Enabled) throw new NotAuthorizedError('User is disabled.');
  const replacement = replaceWhereRotated(emulator, client, refreshToken, found.replacedAt !== null);
  const tokens = await makeTokens(emulator, pool, { user, client, signIn: found.signIn });
  return replacement === undefined ? tokens : { ...tokens, RefreshToken: replacement };
}

function replaceWhereRotated(
  emulator: Emulator,
  { RefreshTokenRotation: rotation }: UserPoolClient,
  refreshToken: string,
  replaced: boolean,
): string | undefined {
  const rotates = rotation?.Feature === 'ENABLED';
  const now = Math.floor(emulator.now() / 1000);
  const grace = rotation?.RetryGracePeriodSeconds ?? 0;
  const replacement = rotates ? emulator.signIns.replaceRefreshToken(refreshToken, now, grace) : undefined;
  if (rotates ? replacement === undefined : replaced) {
    throw new CognitoError('RefreshTokenReuseException', 'Refresh token has been used already');
  }
  return replacement;
}

function assertAlive(signIn: SignIn, now: number): void {
  if (signIn.revokedAt !== null) throw new NotAuthorizedError('Refresh Token has been revoked');
  if (signIn.refreshExpiresAt <= now) throw new NotAuthorizedError('Refresh Token has expired');
}

async function makeTokens(
  emulator: Emulator,
  pool: UserPool,
  subject: Omit<TokenSubject, 'groups'>,
): Promise<AuthenticationResult> {
  const groups = await pool.listUserGroupMembership(emulator.context, subject.user);
  const now = Math.floor(emulator.now() / 1000);
  const tokens = await issueTokens(emulator.keys, emulator.issuer(pool.options.Id), { ...subject, groups }, now);
  return {
    AccessToken: tokens.accessToken,
    IdToken: tokens.idToken,
    ExpiresIn: tokens.expiresIn,
    TokenType: 'Bearer',
  };
}

function nonceOf({ nonce }: NewSignIn): { nonce?: string } {
  return nonce === undefined ? {} : { nonce };
}
