import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { generate } from 'cognito-local/lib/services/totp.js';
import { claimsOf, startFixture, type CognitoFixture } from './cognito-fixture.ts';
import { EMAIL, PASSWORD } from './declared-accounts.ts';

let fixture: CognitoFixture;
let secret = '';
beforeAll(async () => {
  fixture = await startFixture({ MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
  const { AccessToken } = await fixture.signIn();
  const { SecretCode = '' } = await fixture.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  secret = SecretCode;
  await fixture.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: generate(secret) }));
});
afterAll(() => fixture.stop());

const initiate = () =>
  fixture.sdk.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: 'app',
      AuthParameters: { USERNAME: EMAIL, PASSWORD },
    }),
  );
const respond = (Session: string | undefined, code: string) =>
  fixture.sdk.send(
    new RespondToAuthChallengeCommand({
      ClientId: 'app',
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session,
      ChallengeResponses: { USERNAME: EMAIL, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );
const wrongCode = () => (generate(secret) === '000000' ? '000001' : '000000');

test('a verified authenticator is asked for only once its user prefers it', async () => {
  const { AuthenticationResult } = await initiate();
  const { AccessToken } = AuthenticationResult ?? {};
  expect((await fixture.sdk.send(new GetUserCommand({ AccessToken }))).UserMFASettingList ?? []).toEqual([]);
  const preference = { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
  await fixture.sdk.send(new SetUserMFAPreferenceCommand(preference));
  expect((await initiate()).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
});

test('a refresh after a sign-in with a second factor works', async () => {
  const { Session } = await initiate();
  const { AuthenticationResult } = await respond(Session, generate(secret));
  const refreshed = await fixture.initiate('REFRESH_TOKEN_AUTH', {
    REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '',
  });
  const originOf = (token: string | undefined) => claimsOf(token)['origin_jti'];
  expect(originOf(refreshed.AccessToken)).toBe(originOf(AuthenticationResult?.AccessToken));
});

test('the code alone, without the password first, signs nobody in', async () => {
  await expect(respond('a-session-of-nobody', generate(secret))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
});

test('a wrong code may be corrected, a few times', async () => {
  const { Session } = await initiate();
  await expect(respond(Session, wrongCode())).rejects.toMatchObject({ name: 'CodeMismatchException' });
  expect((await respond(Session, generate(secret))).AuthenticationResult).toHaveProperty('AccessToken');
  const guessed = await initiate();
  for (let tries = 0; tries < 5; tries += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await expect(respond(guessed.Session, wrongCode())).rejects.toMatchObject({ name: 'CodeMismatchException' });
  }
  await expect(respond(guessed.Session, generate(secret))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('a challenge that was left too long is closed', async () => {
  const { Session } = await initiate();
  fixture.pass(3 * 60 + 1);
  await expect(respond(Session, generate(secret))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});
