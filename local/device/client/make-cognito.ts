import {
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AuthenticationResultType, InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } from 'cognito-srp-helper';
import type { Trouble } from './answer.ts';
import { cognitoFailure } from './cognito-failure.ts';

export interface Tokens {
  accessToken: string;
  /** RFC 3339. */
  accessTokenEndsAt: string;
  refreshToken: string;
}

export type TokenOutcome =
  | { kind: 'tokens'; tokens: Tokens }
  /** Cognito says no; `wrongPassword` when another try may help. */
  | { kind: 'refused'; detail: string; wrongPassword: boolean }
  | Trouble;

/** What a device does at Cognito. None of it throws but for an interruption. */
export interface Cognito {
  /** By SRP: the password proves itself without leaving this machine. `askCode` is for accounts with two-factor. */
  signIn(email: string, password: string, askCode: () => Promise<string>): Promise<TokenOutcome>;
  refresh(refreshToken: string): Promise<TokenOutcome>;
  /** Ends the refresh token, and every access token that came from it. Best effort. */
  revoke(refreshToken: string): Promise<void>;
}

export interface CognitoPlace {
  region: string;
  userPoolId: string;
  clientId: string;
  endpoint?: string | undefined;
  signal: AbortSignal;
}

/** Which answer each kind of two-factor wants. */
const codeAnswers: Record<string, string> = {
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE',
  SMS_MFA: 'SMS_MFA_CODE',
  EMAIL_OTP: 'EMAIL_OTP_CODE',
};

/** Cognito, or its emulator at `endpoint`. */
export function makeCognito({ region, userPoolId, clientId, endpoint, signal }: CognitoPlace): Cognito {
  // These calls are for anybody with a client id: they are not signed, so no AWS credentials are looked for.
  const sdk = new CognitoIdentityProviderClient({ region, maxAttempts: 1, ...(endpoint && { endpoint }) });
  const host = endpoint ? new URL(endpoint).host : `cognito-idp.${region}.amazonaws.com`;
  const options = { abortSignal: signal, requestTimeout: 15_000 };

  const outcome = async (
    ask: () => Promise<AuthenticationResultType>,
    refreshToken?: string,
  ): Promise<TokenOutcome> => {
    try {
      return { kind: 'tokens', tokens: tokensOf(await ask(), refreshToken) };
    } catch (error) {
      signal.throwIfAborted();
      return cognitoFailure(error, host);
    }
  };

  const refreshing = new Map<string, Promise<TokenOutcome>>();
  // Works whether or not the client rotates refresh tokens; REFRESH_TOKEN_AUTH only where it does not.
  const refresh = (refreshToken: string): Promise<TokenOutcome> =>
    outcome(async () => {
      const ask = new GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken: refreshToken });
      return (await sdk.send(ask, options)).AuthenticationResult ?? {};
    }, refreshToken);

  return {
    signIn: (email, password, askCode) =>
      outcome(async () => {
        const srp = createSrpSession(email, password, userPoolId, false);
        const initiate = {
          ClientId: clientId,
          AuthFlow: 'USER_SRP_AUTH' as const,
          AuthParameters: { USERNAME: email },
        };
        const challenge = await sdk.send(new InitiateAuthCommand(wrapInitiateAuth(srp, initiate)), options);
        const signed = signSrpSession(srp, { ChallengeParameters: challenge.ChallengeParameters ?? {} });
        let answer: InitiateAuthResponse = await sdk.send(
          new RespondToAuthChallengeCommand(
            wrapAuthChallenge(signed, {
              ClientId: clientId,
              ChallengeName: 'PASSWORD_VERIFIER' as const,
              ChallengeResponses: { USERNAME: challenge.ChallengeParameters?.['USER_ID_FOR_SRP'] ?? email },
              ...(challenge.Session && { Session: challenge.Session }),
            }),
          ),
          options,
        );
        const codeAnswer = codeAnswers[answer.ChallengeName ?? ''];
        if (codeAnswer) {
          answer = await sdk.send(
            new RespondToAuthChallengeCommand({
              ClientId: clientId,
              ChallengeName: answer.ChallengeName,
              ChallengeResponses: { USERNAME: signed.username, [codeAnswer]: await askCode() },
              Session: answer.Session,
            }),
            options,
          );
        }
        if (answer.ChallengeName) throw new UnansweredChallengeError(answer.ChallengeName);
        return answer.AuthenticationResult ?? {};
      }),

    refresh: (refreshToken) => {
      // A check-in and an open connection may need it at the same time; where tokens rotate, it works only once.
      const shared = refreshing.get(refreshToken) ?? refresh(refreshToken);
      refreshing.set(refreshToken, shared);
      return shared.finally(() => refreshing.delete(refreshToken));
    },

    revoke: async (refreshToken) => {
      const ask = new RevokeTokenCommand({ ClientId: clientId, Token: refreshToken });
      await sdk.send(ask, { requestTimeout: 3000 }).catch(() => undefined);
    },
  };
}

class UnansweredChallengeError extends Error {
  constructor(challenge: string) {
    super(`Cognito asks for ${challenge}, which this terminal cannot answer.`);
  }
}

const tokensOf = (result: AuthenticationResultType, refreshToken?: string): Tokens => {
  const { AccessToken, ExpiresIn = 0, RefreshToken = refreshToken } = result;
  if (!AccessToken || !RefreshToken) throw new Error('Cognito answered without tokens.');
  const accessTokenEndsAt = new Date(Date.now() + ExpiresIn * 1000).toISOString();
  return { accessToken: AccessToken, accessTokenEndsAt, refreshToken: RefreshToken };
};
