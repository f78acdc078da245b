import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { claimsOf, startFixture, type CognitoFixture } from './cognito-fixture.ts';
import { EMAIL, PASSWORD, POOL } from './declared-accounts.ts';

let fixture: CognitoFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const WRONG = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

test('a wrong password and an unknown user get the same answer', async () => {
  const signIn = (USERNAME: string, given: string) =>
    fixture.initiate('USER_PASSWORD_AUTH', { USERNAME, PASSWORD: given });
  await expect(signIn(EMAIL, 'Wrong-horse-1')).rejects.toMatchObject(WRONG);
  await expect(signIn('nobody@example.com', PASSWORD)).rejects.toMatchObject(WRONG);
});

test('a client that does not prevent it tells that a user does not exist', async () => {
  const parameters = { USERNAME: 'nobody@example.com', PASSWORD };
  await expect(fixture.initiate('USER_PASSWORD_AUTH', parameters, 'other')).rejects.toMatchObject({
    name: 'UserNotFoundException',
  });
});

test('a flow that the client does not allow is refused', async () => {
  await expect(fixture.initiate('USER_PASSWORD_AUTH', { USERNAME: EMAIL, PASSWORD }, 'only-srp')).rejects.toMatchObject(
    {
      name: 'InvalidParameterException',
      message: 'USER_PASSWORD_AUTH flow not enabled for this client',
    },
  );
  await expect(fixture.initiate('USER_SRP_AUTH', { USERNAME: EMAIL, SRP_A: 'abc' }, 'rotating')).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'USER_SRP_AUTH is not enabled for the client.',
  });
  await expect(fixture.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: 'x' }, 'only-srp')).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('an administrator signs a user in with ADMIN_USER_PASSWORD_AUTH', async () => {
  const request = { AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', ClientId: 'app', UserPoolId: POOL } as const;
  const AuthParameters = { USERNAME: EMAIL, PASSWORD };
  const { AuthenticationResult } = await fixture.sdk.send(new AdminInitiateAuthCommand({ ...request, AuthParameters }));
  expect(claimsOf(AuthenticationResult?.AccessToken)['sub']).toBe(fixture.sub);
});

test('a temporary password leads to a new one, and only for who knows it', async () => {
  const Username = 'new@example.com';
  await fixture.sdk.send(new AdminCreateUserCommand({ UserPoolId: POOL, Username, DesiredDeliveryMediums: ['EMAIL'] }));
  const temporary = fixture.codes.at(-1)?.code ?? '';
  const initiate = (given: string) =>
    fixture.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: 'app',
        AuthParameters: { USERNAME: Username, PASSWORD: given },
      }),
    );
  const respond = (Session: string | undefined, given: string) =>
    fixture.sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: 'app',
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: given },
      }),
    );
  await expect(initiate('Wrong-horse-1')).rejects.toMatchObject(WRONG);
  const { ChallengeName, Session } = await initiate(temporary);
  expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  await expect(respond('a-session-of-nobody', PASSWORD)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  await expect(respond(Session, 'weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
  expect((await respond(Session, PASSWORD)).AuthenticationResult).toHaveProperty('RefreshToken');
  expect((await initiate(PASSWORD)).AuthenticationResult).toHaveProperty('AccessToken');
  await expect(respond(Session, PASSWORD)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('a client with a secret needs its hash', async () => {
  await fixture.cognito.putUserPoolClient({
    id: 'secretive',
    userPoolId: POOL,
    properties: { GenerateSecret: true, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
  });
  await expect(fixture.signIn('secretive')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Client secretive is configured with secret but SECRET_HASH was not received',
  });
});
