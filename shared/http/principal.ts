import type { AccountId, EpochSeconds } from '../domain/account/account.ts';
import type { SessionKey } from '../domain/session/session.ts';
import { Problem } from './problem.ts';

/** Who calls, by the claims of the access token that the gateway has verified. Nothing else of a request says who. */
export interface Principal {
  accountId: AccountId;
  /** The token's `origin_jti`. */
  key: SessionKey;
  clientId: string;
  authTime: EpochSeconds;
  issuedAt: EpochSeconds;
}

type Claims = Record<string, unknown>;

/**
 * Takes access tokens only (ASVS 9.2.2): the gateway does not tell them from ID tokens.
 *
 * @throws Problem invalid-token; token-revocation-disabled for a client whose tokens cannot be tied to a sign-in
 */
export const principalOf = (claims: Claims): Principal => {
  const principal = readPrincipal(claims);
  if (typeof principal === 'string') throw new Problem(principal);
  return principal;
};

/** The principal, or why the claims name none. */
export const readPrincipal = (claims: Claims): Principal | 'invalid-token' | 'token-revocation-disabled' => {
  const accountId = claims['sub'];
  const clientId = claims['client_id'];
  const authTime = wholeSeconds(claims['auth_time']);
  const issuedAt = wholeSeconds(claims['iat']);
  if (claims['token_use'] !== 'access' || !isText(accountId) || !isText(clientId) || authTime === undefined) {
    return 'invalid-token';
  }
  const key = claims['origin_jti'];
  if (!isText(key)) return 'token-revocation-disabled';
  return { accountId, key, clientId, authTime, issuedAt: issuedAt ?? authTime };
};

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;

/** The gateway passes claims on as text. */
const wholeSeconds = (value: unknown): number | undefined => {
  const seconds = Number(value);
  return (typeof value === 'string' || typeof value === 'number') && Number.isSafeInteger(seconds) && seconds > 0
    ? seconds
    : undefined;
};
