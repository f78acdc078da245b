import {
  CognitoError,
  InvalidParameterError,
  NotAuthorizedError,
  UserNotFoundError,
} from 'cognito-local/lib/errors.js';
import { assertFlowEnabled } from './auth-flow-rules.ts';
import { assertSecretHash } from './client-secret.ts';
import type { Emulator } from './emulator.ts';
import { continueSignIn } from './continue-sign-in.ts';
import type { SignInStep } from './sign-in-step.ts';
import { required, requiredParameter, type CognitoRequest } from './request-shape.ts';
import { refreshSignIn } from './sign-in-tokens.ts';
import { openSrpChallenge } from './srp-challenge.ts';
import type { UserPoolClient } from './user-pool-directory.ts';
import type { StoredUser, UserPool } from './user-pool.ts';

/** InitiateAuth and AdminInitiateAuth: sign in with a password, begin SRP, or refresh. */
export async function initiateAuth(
  emulator: Emulator,
  request: CognitoRequest,
  caller: 'client' | 'admin',
): Promise<SignInStep> {
  const { client, pool } = await emulator.directory.findClient(emulator.context, required(request, 'ClientId'));
  if (caller === 'admin' && client.UserPoolId !== required(request, 'UserPoolId')) {
    throw new CognitoError('ResourceNotFoundException', `User pool client ${client.ClientId} does not exist.`);
  }
  const flow = flowNamed(required(request, 'AuthFlow'), caller);
  assertFlowEnabled(client, flow);
  const parameters = request.AuthParameters;
  if (flow === 'REFRESH_TOKEN_AUTH') {
    const refreshToken = requiredParameter(parameters, 'REFRESH_TOKEN');
    const sub = emulator.signIns.findByRefreshToken(refreshToken)?.signIn.sub ?? '';
    const user = await pool.getUserByUsername(emulator.context, sub);
    assertSecretHash(client, user?.Username ?? '', parameters?.['SECRET_HASH']);
    const AuthenticationResult = await refreshSignIn(emulator, { client, pool }, refreshToken);
    return { ChallengeParameters: {}, AuthenticationResult };
  }
  const username = requiredParameter(parameters, 'USERNAME');
  const user = await pool.getUserByUsername(emulator.context, username);
  assertSecretHash(client, username, parameters?.['SECRET_HASH']);
  if (flow === 'USER_SRP_AUTH') {
    assertMayBeUnknown(client, user);
    return openSrpChallenge(emulator, { client, pool, username, user }, requiredParameter(parameters, 'SRP_A'));
  }
  const known = withPassword(pool, client, user, requiredParameter(parameters, 'PASSWORD'));
  return continueSignIn(emulator, { client, pool, user: known });
}

/** The user, when the password is right. Throws what Cognito answers when it is not, or when there is no such user. */
export function withPassword(
  pool: UserPool,
  client: UserPoolClient,
  user: StoredUser | null,
  password: string,
): StoredUser {
  assertMayBeUnknown(client, user);
  if (!pool.passwordMatches(user, password) || user === null) {
    throw new NotAuthorizedError('Incorrect username or password.');
  }
  return user;
}

function flowNamed(name: string, caller: 'client' | 'admin'): string {
  const flow = { REFRESH_TOKEN: 'REFRESH_TOKEN_AUTH', ADMIN_NO_SRP_AUTH: 'ADMIN_USER_PASSWORD_AUTH' }[name] ?? name;
  const password = caller === 'admin' ? 'ADMIN_USER_PASSWORD_AUTH' : 'USER_PASSWORD_AUTH';
  if ([password, 'USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH'].includes(flow)) return flow;
  throw new InvalidParameterError(`Initiate Auth method not supported: ${flow}`);
}

function assertMayBeUnknown(client: UserPoolClient, user: StoredUser | null): void {
  if (user === null && client.PreventUserExistenceErrors !== 'ENABLED') {
    throw new UserNotFoundError('User does not exist.');
  }
}
