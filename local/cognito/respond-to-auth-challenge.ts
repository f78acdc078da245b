import { CognitoError, InvalidParameterError, NotAuthorizedError } from 'cognito-local/lib/errors.js';
import { assertSecretHash } from './client-secret.ts';
import { continueSignIn } from './continue-sign-in.ts';
import type { SignInStep } from './sign-in-step.ts';
import type { Emulator } from './emulator.ts';
import { answerMfaChallenge, answerMfaChoice } from './mfa-challenge.ts';
import { required, requiredParameter, type CognitoRequest } from './request-shape.ts';
import { answerSrpChallenge } from './srp-challenge.ts';
import type { UserPoolClient } from './user-pool-directory.ts';
import type { UserPool } from './user-pool.ts';

const KINDS: Record<string, string> = {
  NEW_PASSWORD_REQUIRED: 'new-password',
  SELECT_MFA_TYPE: 'select-mfa',
  SMS_MFA: 'sms-mfa',
  SOFTWARE_TOKEN_MFA: 'software-token-mfa',
};

/** RespondToAuthChallenge and AdminRespondToAuthChallenge. The Session decides who signs in, not the USERNAME sent. */
export async function respondToAuthChallenge(
  emulator: Emulator,
  request: CognitoRequest,
  caller: 'client' | 'admin',
): Promise<SignInStep> {
  const { client, pool } = await emulator.directory.findClient(emulator.context, required(request, 'ClientId'));
  if (caller === 'admin' && client.UserPoolId !== required(request, 'UserPoolId')) {
    throw new CognitoError('ResourceNotFoundException', `User pool client ${client.ClientId} does not exist.`);
  }
  const name = required(request, 'ChallengeName');
  const responses = request.ChallengeResponses ?? {};
  assertSecretHash(client, requiredParameter(responses, 'USERNAME'), responses['SECRET_HASH']);
  if (name === 'PASSWORD_VERIFIER') return answerSrpChallenge(emulator, { client, pool }, responses);
  if (!Object.hasOwn(KINDS, name)) throw new InvalidParameterError(`Challenge not supported: ${name}`);
  return answerSession(emulator, { client, pool, kind: KINDS[name], session: required(request, 'Session') }, responses);
}

async function answerSession(
  emulator: Emulator,
  {
    client,
    pool,
    kind,
    session,
  }: { client: UserPoolClient; pool: UserPool; kind: string | undefined; session: string },
  responses: Record<string, string>,
): Promise<SignInStep> {
  const challenge = emulator.challenges.find(session);
  if (challenge === undefined || challenge.kind !== kind || challenge.clientId !== client.ClientId) {
    throw new NotAuthorizedError('Invalid session for the user, session is expired.');
  }
  const user = await pool.getUserByUsername(emulator.context, challenge.username);
  if (user === null) throw new NotAuthorizedError('Invalid session for the user, session is expired.');
  if (!user.Enabled) throw new NotAuthorizedError('User is disabled.');
  const authenticated = { client, pool, user };
  if (challenge.kind === 'select-mfa') {
    emulator.challenges.close(session);
    return answerMfaChoice(emulator, authenticated, responses);
  }
  if (challenge.kind === 'new-password') {
    const Password = requiredParameter(responses, 'NEW_PASSWORD');
    const confirmed = { ...user, Password, UserStatus: 'CONFIRMED', UserLastModifiedDate: new Date(emulator.now()) };
    await pool.saveUser(emulator.context, confirmed);
    emulator.challenges.close(session);
    return continueSignIn(emulator, { client, pool, user: confirmed });
  }
  if (challenge.kind === 'srp') throw new InvalidParameterError('SRP is answered with its secret block');
  return answerMfaChallenge(emulator, authenticated, challenge, { responses, session });
}
