import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  ListUsersCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { claimsOf, startFixture, type CognitoFixture } from './cognito-fixture.ts';
import { EMAIL, PASSWORD, POOL } from './declared-accounts.ts';

let fixture: CognitoFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const signInAs = (USERNAME: string, given: string) =>
  fixture.initiate('USER_PASSWORD_AUTH', { USERNAME, PASSWORD: given });
const lastCode = () => fixture.codes.at(-1)?.code ?? '';

test('a user signs up, confirms with the code that was sent, and signs in', async () => {
  const Username = 'grace@example.com';
  const answer = await fixture.sdk.send(new SignUpCommand({ ClientId: 'app', Username, Password: PASSWORD }));
  expect(answer.CodeDeliveryDetails?.Destination).toBe('g***@e***');
  await expect(signInAs(Username, PASSWORD)).rejects.toMatchObject({ name: 'UserNotConfirmedException' });
  const confirm = (ConfirmationCode: string) =>
    fixture.sdk.send(new ConfirmSignUpCommand({ ClientId: 'app', Username, ConfirmationCode }));
  const code = lastCode();
  await expect(confirm(code === '000000' ? '000001' : '000000')).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
  await confirm(code);
  expect(claimsOf((await signInAs(Username, PASSWORD)).AccessToken)['sub']).toBe(answer.UserSub);
  await expect(
    fixture.sdk.send(new SignUpCommand({ ClientId: 'app', Username, Password: PASSWORD })),
  ).rejects.toMatchObject({ name: 'UsernameExistsException' });
});

test('nobody signs up with a sub of their choice, or as verified already', async () => {
  const signUp = (Name: string, Value: string) =>
    fixture.sdk.send(
      new SignUpCommand({
        ClientId: 'app',
        Username: 'eve@example.com',
        Password: PASSWORD,
        UserAttributes: [{ Name, Value }],
      }),
    );
  await expect(signUp('sub', fixture.sub)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(signUp('email_verified', 'true')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

test('ChangePassword wants the old password, and keeps to the policy', async () => {
  const email = 'change@example.com';
  await fixture.cognito.putUser({ userPoolId: POOL, username: email, email, password: PASSWORD });
  const { AccessToken } = await signInAs(email, PASSWORD);
  const change = (PreviousPassword: string, ProposedPassword: string) =>
    fixture.sdk.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
  await expect(change('Wrong-horse-1', 'Another-horse-2')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
  await change(PASSWORD, 'Another-horse-2');
  await expect(signInAs(email, PASSWORD)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(await signInAs(email, 'Another-horse-2')).toHaveProperty('AccessToken');
});

test('a forgotten password is set anew with the code, and with nothing less', async () => {
  const email = 'forgot@example.com';
  await fixture.cognito.putUser({ userPoolId: POOL, username: email, email, password: PASSWORD });
  const confirm = (ConfirmationCode: string | undefined) =>
    fixture.sdk.send(
      new ConfirmForgotPasswordCommand({
        ClientId: 'app',
        Username: email,
        ConfirmationCode,
        Password: 'Third-horse-3',
      }),
    );
  // No code was asked for: cognito-local alone would take the missing one for the right one.
  await expect(confirm(undefined)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await fixture.sdk.send(new ForgotPasswordCommand({ ClientId: 'app', Username: email }));
  const code = lastCode();
  await expect(confirm(code === '000000' ? '000001' : '000000')).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
  await confirm(code);
  expect(await signInAs(email, 'Third-horse-3')).toHaveProperty('AccessToken');
});

test('ForgotPassword does not tell whether the user exists', async () => {
  const forgot = (Username: string) => fixture.sdk.send(new ForgotPasswordCommand({ ClientId: 'app', Username }));
  const [known, unknown] = [await forgot(EMAIL), await forgot('abba@example.com')];
  expect(unknown.CodeDeliveryDetails).toEqual(known.CodeDeliveryDetails);
});

test('administrators make, find, change and delete users', async () => {
  const Username = 'made@example.com';
  const named = { UserPoolId: POOL, Username };
  await fixture.sdk.send(new AdminCreateUserCommand({ ...named, MessageAction: 'SUPPRESS' }));
  await fixture.sdk.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: true }));
  const found = await fixture.sdk.send(new AdminGetUserCommand(named));
  expect(found.UserStatus).toBe('CONFIRMED');
  expect(found.UserCreateDate).toBeInstanceOf(Date);
  const listed = await fixture.sdk.send(new ListUsersCommand({ UserPoolId: POOL, Filter: `email = "${Username}"` }));
  expect(listed.Users?.map((user) => user.Username)).toEqual([found.Username]);
  await fixture.sdk.send(
    new AdminUpdateUserAttributesCommand({ ...named, UserAttributes: [{ Name: 'name', Value: 'Maid' }] }),
  );
  const { AccessToken, IdToken } = await signInAs(Username, PASSWORD);
  expect(claimsOf(IdToken)['name']).toBe('Maid');
  await fixture.sdk.send(new AdminDeleteUserCommand(named));
  await expect(fixture.sdk.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
});

test('two users cannot have the same e-mail address', async () => {
  const email = 'unique@example.com';
  await fixture.cognito.putUser({ userPoolId: POOL, username: email, email, password: PASSWORD });
  const taken = { UserPoolId: POOL, Username: email, UserAttributes: [{ Name: 'email', Value: EMAIL }] };
  await expect(fixture.sdk.send(new AdminUpdateUserAttributesCommand(taken))).rejects.toMatchObject({
    name: 'AliasExistsException',
  });
});

test('a group is in the tokens of its members', async () => {
  const group = { UserPoolId: POOL, GroupName: 'support' };
  await fixture.sdk.send(new CreateGroupCommand(group));
  await fixture.sdk.send(new AdminAddUserToGroupCommand({ ...group, Username: EMAIL }));
  expect(claimsOf((await fixture.signIn()).AccessToken)['cognito:groups']).toEqual(['support']);
});

test('no password and no refresh token lies in the store in clear text', async () => {
  const { RefreshToken } = await fixture.signIn();
  for (const name of ['cognito.sqlite', 'cognito.sqlite-wal']) {
    const file = readFileSync(join(fixture.stateFolder, name), 'latin1');
    expect(file).not.toContain(PASSWORD);
    expect(file).not.toContain('Another-horse-2');
    expect(file).not.toContain(RefreshToken.slice(-40));
  }
});

test('putUser leaves a user who is there as is', async () => {
  const again = { userPoolId: POOL, username: EMAIL, email: EMAIL, password: 'Another-horse-9' };
  expect(await fixture.cognito.putUser(again)).toEqual({ sub: fixture.sub });
  expect(await fixture.signIn()).toHaveProperty('AccessToken');
});
