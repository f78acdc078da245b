import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  NotAuthorizedException,
  ResourceNotFoundException,
  RevokeTokenCommand,
  TooManyRequestsException,
  UnauthorizedException,
  UnsupportedTokenTypeException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TokenRevoker } from '../../domain/telling/ports.ts';

/** Of five attempts, with the SDK's own backoff and jitter, the last comes after some seconds. */
const attemptsMax = 5;

/**
 * Cognito's RevokeToken. A client's secret, where it has one, is asked of Cognito once in the life of an instance, so
 * that it lies in no variable and no template.
 */
export const cognitoTokenRevoker = (userPoolId: string): TokenRevoker => {
  // A pool's id begins with its region, which need not be the function's.
  const region = String(userPoolId.split('_')[0]);
  const client = new CognitoIdentityProviderClient({ region, maxAttempts: attemptsMax });
  const secrets = new Map<string, string | undefined>();

  const secretOf = async (clientId: string): Promise<string | undefined> => {
    if (!secrets.has(clientId)) {
      const { UserPoolClient } = await client.send(
        new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
      );
      secrets.set(clientId, UserPoolClient?.ClientSecret);
    }
    return secrets.get(clientId);
  };

  return {
    async revoke({ refreshToken, clientId }) {
      try {
        const secret = await secretOf(clientId);
        await client.send(
          new RevokeTokenCommand({ Token: refreshToken, ClientId: clientId, ...(secret && { ClientSecret: secret }) }),
        );
        return 'revoked';
      } catch (error) {
        if (error instanceof UnsupportedTokenTypeException) return 'not-a-refresh-token';
        if (isNotKnown(error)) return 'revoked';
        // The secret may have been changed since it was asked for; where Cognito is only too busy, it has not.
        if (!(error instanceof TooManyRequestsException)) secrets.delete(clientId);
        throw error;
      }
    },
  };
};

/** What Cognito does not know any more it does not accept either: the token, or the client that it was given to. */
const isNotKnown = (error: unknown): boolean =>
  ((error instanceof NotAuthorizedException || error instanceof UnauthorizedException) &&
    /refresh token/i.test(error.message)) ||
  // A pool that is not there is ours to mend.
  (error instanceof ResourceNotFoundException && /\bclient\b/i.test(error.message));
