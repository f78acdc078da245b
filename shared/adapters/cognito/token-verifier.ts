import { FailedAssertionError, JwtInvalidSignatureError, JwtParseError } from 'aws-jwt-verify/error';
import { JwtWithoutValidKidError, KidNotFoundInJwksError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier';
import type { TokenVerifier } from '../../domain/ports.ts';
import { StoreUnavailableError } from '../../domain/store-unavailable-error.ts';

export interface TokenVerifierProps {
  userPoolId: string;
  clientIds: readonly string[];
  /** Where the pool publishes its keys; by default at the issuer. */
  jwksUri?: string | undefined;
  now: () => Date;
}

/**
 * Verifies access tokens of a user pool as the gateway's JWT authorizer does, and their `token_use` as well, which the
 * gateway does not look at.
 */
export const cognitoTokenVerifier = ({ userPoolId, clientIds, jwksUri, now }: TokenVerifierProps): TokenVerifier => {
  // A pool's id begins with its region, which need not be the function's.
  const issuer = `https://cognito-idp.${userPoolId.split('_')[0]}.amazonaws.com/${userPoolId}`;
  const verifier = JwtVerifier.create(
    {
      issuer,
      jwksUri: jwksUri ?? `${issuer}/.well-known/jwks.json`,
      // Cognito's access tokens name their client in `client_id`.
      audience: null,
      // The times are looked at below: a token is called expired only if nothing else is wrong with it.
      graceSeconds: Infinity,
    },
    // The library's own fetcher takes https alone; this one reaches a user pool on this machine as well.
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchKeys } }) },
  );

  return {
    async verify(token, { expired }) {
      try {
        const claims = await verifier.verify(token);
        const seconds = now().getTime() / 1000;
        const { token_use: use, client_id: clientId, exp, nbf } = claims;
        if (use !== 'access' || typeof clientId !== 'string' || !clientIds.includes(clientId)) {
          return { kind: 'unsuitable' };
        }
        if (exp === undefined || (nbf !== undefined && nbf > seconds)) return { kind: 'invalid' };
        if (exp <= seconds && expired === 'refused') return { kind: 'expired' };
        return { kind: 'valid', claims };
      } catch (error) {
        if (isFaultOfToken(error)) return { kind: 'invalid' };
        // Without the keys nothing is known of any token, good or bad.
        throw new StoreUnavailableError('the keys of the user pool could not be read', { cause: error });
      }
    },
  };
};

const faultsOfTokens = [
  JwtParseError,
  FailedAssertionError,
  JwtInvalidSignatureError,
  JwtWithoutValidKidError,
  KidNotFoundInJwksError,
  // The keys were read within the last ten seconds, and the token's was not among them.
  WaitPeriodNotYetEndedJwkError,
];

const isFaultOfToken = (error: unknown): boolean => faultsOfTokens.some((fault) => error instanceof fault);

const fetchMsMax = 1500;

/** The public keys, with a second try: they are read once in the life of an instance. */
const fetchKeys = async (uri: string): Promise<ArrayBuffer> => {
  const read = async () => {
    const response = await fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(fetchMsMax) });
    if (!response.ok) throw new TypeError(`the keys were answered with ${response.status}`);
    return response.arrayBuffer();
  };
  return read().catch(read);
};
