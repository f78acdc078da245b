import * as z from 'zod/mini';
import type { TokenVerifier } from '../../domain/ports.ts';
import { cognitoTokenVerifier } from '../cognito/token-verifier.ts';
import { jsonVariable, variable } from './read-environment.ts';

/** The variables of every function that verifies tokens itself, because no gateway has. */
export const tokenVariables = {
  USER_POOL_ID: variable.text,
  /** JSON with the id of each allowed app client as a key. */
  CLIENTS: jsonVariable(z.record(z.string(), z.unknown())),
  /** Where the pool's public keys are, if not at the pool's own address. */
  JWKS_URI: z.optional(z.url()),
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: z.optional(z.url()),
};

export interface TokenVariables {
  USER_POOL_ID: string;
  CLIENTS: Record<string, unknown>;
  JWKS_URI?: string | undefined;
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER?: string | undefined;
}

/** The verifier of a function, made once per instance from its variables. A pool elsewhere has its keys there too. */
export const functionTokenVerifier = (variables: TokenVariables, now: () => Date): TokenVerifier => {
  const elsewhere = variables.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER?.replace(/\/$/, '');
  return cognitoTokenVerifier({
    userPoolId: variables.USER_POOL_ID,
    clientIds: Object.keys(variables.CLIENTS),
    jwksUri:
      variables.JWKS_URI ?? (elsewhere && `${elsewhere}/${variables.USER_POOL_ID}/.well-known/jwks.json`) ?? undefined,
    now,
  });
};
