import { CodeMismatchError, InvalidParameterError, NotAuthorizedError } from 'cognito-local/lib/errors.js';
import { verify } from 'cognito-local/lib/services/totp.js';
import { attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import type { PendingChallenge } from './challenge-store.ts';
import type { Emulator } from './emulator.ts';
import {
  challenged,
  challengeLifetimeSeconds,
  finishSignIn,
  type Authenticated,
  type SignInStep,
} from './sign-in-step.ts';
import { requiredParameter } from './request-shape.ts';
import type { StoredUser } from './user-pool.ts';

type Method = 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA';

/** The challenge for the user's second factor; undefined when there is none to ask for. */
export async function openMfaChallenge(
  emulator: Emulator,
  authenticated: Authenticated,
): Promise<SignInStep | undefined> {
  const { user } = authenticated;
  if (!asksForSecondFactor(authenticated)) return undefined;
  const methods = enrolledMethods(user);
  const preferred = methods.find((method) => method === user.PreferredMfaSetting) ?? methods[0];
  if (preferred === undefined)
    throw new NotAuthorizedError('MFA is required, and enrolling at sign-in is not emulated.');
  if (methods.length === 1 || user.PreferredMfaSetting !== undefined)
    return openChallenge(emulator, authenticated, preferred);
  return {
    ChallengeName: 'SELECT_MFA_TYPE',
    ChallengeParameters: { USER_ID_FOR_SRP: user.Username, MFAS_CAN_CHOOSE: JSON.stringify(methods) },
    Session: open(emulator, authenticated, { kind: 'select-mfa' }),
  };
}

/** SELECT_MFA_TYPE: go on with the factor that the user chose. */
export async function answerMfaChoice(
  emulator: Emulator,
  authenticated: Authenticated,
  responses: Record<string, string>,
): Promise<SignInStep> {
  const answer = requiredParameter(responses, 'ANSWER');
  const method = enrolledMethods(authenticated.user).find((enrolled) => enrolled === answer);
  if (method === undefined) throw new InvalidParameterError(`${answer} is not a factor of this user`);
  return openChallenge(emulator, authenticated, method);
}

/** SOFTWARE_TOKEN_MFA and SMS_MFA: the code decides. A wrong one may be followed by another, a few times. */
export async function answerMfaChallenge(
  emulator: Emulator,
  authenticated: Authenticated,
  challenge: Extract<PendingChallenge, { kind: 'software-token-mfa' | 'sms-mfa' }>,
  { responses, session }: { responses: Record<string, string>; session: string },
): Promise<SignInStep> {
  const right =
    challenge.kind === 'sms-mfa'
      ? requiredParameter(responses, 'SMS_MFA_CODE') === challenge.code
      : softwareTokenMatches(authenticated.user, requiredParameter(responses, 'SOFTWARE_TOKEN_MFA_CODE'));
  if (!right) {
    emulator.challenges.fail(session);
    throw new CodeMismatchError();
  }
  emulator.challenges.close(session);
  return finishSignIn(emulator, authenticated);
}

/** Whether a user may pass the sign-in page: with the right code, or when nothing asks for one. */
export function passesSecondFactor(authenticated: Authenticated, code: string): boolean {
  return !asksForSecondFactor(authenticated) || softwareTokenMatches(authenticated.user, code);
}

function asksForSecondFactor({ pool, user }: Authenticated): boolean {
  const setting = pool.options.MfaConfiguration ?? 'OFF';
  return setting === 'ON' || (setting === 'OPTIONAL' && enrolledMethods(user).length > 0);
}

function softwareTokenMatches({ SoftwareTokenMfaConfiguration: token }: StoredUser, code: string): boolean {
  return token?.Verified === true && verify(token.Secret, code);
}

async function openChallenge(emulator: Emulator, authenticated: Authenticated, method: Method): Promise<SignInStep> {
  const { client, pool, user } = authenticated;
  if (method === 'SOFTWARE_TOKEN_MFA') {
    const name = user.SoftwareTokenMfaConfiguration?.FriendlyDeviceName;
    return {
      ChallengeName: method,
      ChallengeParameters: {
        USER_ID_FOR_SRP: user.Username,
        ...(name === undefined ? {} : { FRIENDLY_DEVICE_NAME: name }),
      },
      Session: open(emulator, authenticated, { kind: 'software-token-mfa' }),
    };
  }
  const destination = attributeValue('phone_number', user.Attributes);
  if (destination === undefined) throw new InvalidParameterError('User has no phone number for SMS_MFA');
  const code = emulator.services.otp();
  await emulator.services.messages.deliver(
    emulator.context,
    'Authentication',
    client.ClientId,
    pool.options.Id,
    user,
    code,
    undefined,
    { AttributeName: 'phone_number', DeliveryMedium: 'SMS', Destination: destination },
  );
  return {
    ChallengeName: method,
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
      CODE_DELIVERY_DESTINATION: `+*******${destination.slice(-4)}`,
      USER_ID_FOR_SRP: user.Username,
    },
    Session: open(emulator, authenticated, { kind: 'sms-mfa', code }),
  };
}

function open(
  emulator: Emulator,
  authenticated: Authenticated,
  what: { kind: 'select-mfa' } | { kind: 'software-token-mfa' } | { kind: 'sms-mfa'; code: string },
): string {
  const lifetime = challengeLifetimeSeconds(authenticated.client);
  return emulator.challenges.open({ ...challenged(authenticated), ...what }, lifetime);
}

function enrolledMethods(user: StoredUser): Method[] {
  const listed = user.UserMFASettingList ?? [];
  const byText =
    listed.length === 0 && user.MFAOptions?.some(({ DeliveryMedium }) => DeliveryMedium === 'SMS') === true;
  const methods: Method[] = [];
  if (byText || listed.includes('SMS_MFA')) methods.push('SMS_MFA');
  if (listed.includes('SOFTWARE_TOKEN_MFA')) methods.push('SOFTWARE_TOKEN_MFA');
  return methods;
}
