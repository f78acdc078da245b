import type { Grant } from '../domain/web-session/ports.ts';

/** Who has signed in, and when they gave their password. */
export interface SignedInPerson {
  accountId: string;
  /** In whole seconds since 1970. */
  authTime: number;
}

/**
 * Reads the ID token that came with a code, straight from the user pool over TLS, which stands for its signature
 * (OpenID Connect Core, 3.1.3.7). Undefined where it was made for another client or another attempt to sign in, or
 * belongs to other tokens than those beside it.
 */
export const signedInPerson = (
  { idToken, accessToken }: Pick<Grant, 'idToken' | 'accessToken'>,
  expected: { nonce: string; clientId: string },
): SignedInPerson | undefined => {
  const { sub, aud, nonce, token_use: use, auth_time: authTime } = claimsOf(idToken ?? '');
  if (nonce !== expected.nonce || aud !== expected.clientId || use !== 'id') return undefined;
  if (typeof sub !== 'string' || sub === '' || claimsOf(accessToken)['sub'] !== sub) return undefined;
  return typeof authTime === 'number' ? { accountId: sub, authTime } : undefined;
};

const claimsOf = (token: string): Record<string, unknown> => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
};
