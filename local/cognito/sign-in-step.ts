import type { PendingChallenge } from './challenge-store.ts';
import type { Emulator } from './emulator.ts';
import { startSignIn, type AuthenticationResult } from './sign-in-tokens.ts';
import type { UserPoolClient } from './user-pool-directory.ts';
import type { StoredUser, UserPool } from './user-pool.ts';

/** What InitiateAuth and RespondToAuthChallenge answer: the tokens, or what has to be shown first. */
export interface SignInStep {
  ChallengeName?: string;
  ChallengeParameters: Record<string, string>;
  Session?: string;
  AuthenticationResult?: AuthenticationResult;
}

/** Somebody who has shown the right password, or more. */
export interface Authenticated {
  client: UserPoolClient;
  pool: UserPool;
  user: StoredUser;
}

/** Give the tokens: everything was shown. */
export async function finishSignIn(emulator: Emulator, authenticated: Authenticated): Promise<SignInStep> {
  return { ChallengeParameters: {}, AuthenticationResult: await startSignIn(emulator, authenticated) };
}

/** What every pending challenge remembers. */
export function challenged({
  client,
  pool,
  user,
}: Authenticated): Pick<PendingChallenge, 'userPoolId' | 'clientId' | 'username'> {
  return { userPoolId: pool.options.Id, clientId: client.ClientId, username: user.Username };
}

/** How long a challenge may be answered; Cognito's default is three minutes. */
export function challengeLifetimeSeconds(client: UserPoolClient): number {
  return (client.AuthSessionValidity ?? 3) * 60;
}
