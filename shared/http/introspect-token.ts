import type { AccountStore, TokenVerifier } from '../domain/ports.ts';
import { introspectSession } from '../domain/session/introspect-session.ts';
import type { Introspection } from '../domain/session/introspect-session.ts';
import type { Session } from '../domain/session/session.ts';
import type { Principal } from './principal.ts';
import { readPrincipal } from './principal.ts';

export interface IntrospectTokenDeps {
  tokens: TokenVerifier;
  store: Pick<AccountStore, 'read'>;
  now: () => Date;
}

export type TokenStanding =
  | { active: true; claims: Record<string, unknown>; principal: Principal; session: Session }
  /** `session` is the one that has ended, where there was one. */
  | { active: false; reason: InactiveReason; session?: Session };

/** Why a token does not count, in the codes of the problem catalogue. */
export type InactiveReason =
  | 'invalid-token'
  | 'token-revocation-disabled'
  | 'session-not-registered'
  | 'session-revoked'
  | 'session-expired';

const reasons = {
  'not-registered': 'session-not-registered',
  'signed-out': 'session-revoked',
  expired: 'session-expired',
} as const satisfies Record<Exclude<Introspection['kind'], 'live'>, InactiveReason>;

/**
 * What an access token that nobody has verified yet is worth at this moment.
 *
 * @throws StoreUnavailableError where that cannot be told: the keys or the session could not be read
 */
export const introspectToken = async (deps: IntrospectTokenDeps, token: string): Promise<TokenStanding> => {
  const verdict = await deps.tokens.verify(token, { expired: 'refused' });
  if (verdict.kind !== 'valid') return { active: false, reason: 'invalid-token' };
  const { claims } = verdict;
  const principal = readPrincipal(claims);
  if (typeof principal === 'string') return { active: false, reason: principal };

  const found = await introspectSession(deps, principal);
  if (found.kind === 'live') return { active: true, claims, principal, session: found.session };
  return {
    active: false,
    reason: reasons[found.kind],
    ...(found.kind !== 'not-registered' && { session: found.session }),
  };
};
