import { NotAuthorizedError, PasswordResetRequiredError, UserNotConfirmedException } from 'cognito-local/lib/errors.js';
import { attributesToRecord } from 'cognito-local/lib/services/userPoolService.js';
import type { Emulator } from './emulator.ts';
import { openMfaChallenge } from './mfa-challenge.ts';
import {
  challenged,
  challengeLifetimeSeconds,
  finishSignIn,
  type Authenticated,
  type SignInStep,
} from './sign-in-step.ts';

/** The step after the right password: a new password, a second factor, or the tokens. */
export async function continueSignIn(emulator: Emulator, authenticated: Authenticated): Promise<SignInStep> {
  const { user } = authenticated;
  if (!user.Enabled) throw new NotAuthorizedError('User is disabled.');
  if (user.UserStatus === 'UNCONFIRMED') throw new UserNotConfirmedException();
  if (user.UserStatus === 'RESET_REQUIRED') throw new PasswordResetRequiredError();
  if (user.UserStatus === 'FORCE_CHANGE_PASSWORD') {
    const challenge = { kind: 'new-password', ...challenged(authenticated) } as const;
    return {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: {
        USER_ID_FOR_SRP: user.Username,
        requiredAttributes: '[]',
        userAttributes: JSON.stringify(attributesToRecord(user.Attributes)),
      },
      Session: emulator.challenges.open(challenge, challengeLifetimeSeconds(authenticated.client)),
    };
  }
  return (await openMfaChallenge(emulator, authenticated)) ?? finishSignIn(emulator, authenticated);
}
