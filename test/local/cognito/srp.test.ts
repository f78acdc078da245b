import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { claimsOf, startFixture, type CognitoFixture } from './cognito-fixture.ts';
import { EMAIL, PASSWORD, POOL } from './declared-accounts.ts';

let fixture: CognitoFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const WRONG = { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const UNICODE = { email: 'unicode@example.com', password: 'Größe-пароль-密码-1' };

const answer = z.looseObject({ AuthenticationResult: z.object({ AccessToken: z.string() }).optional() });
const outcomes = z.array(z.tuple([answer, answer]));
type Outcome = z.infer<typeof outcomes>[number] | undefined;

/** Each attempt's answer to its proof, and to the same proof again. */
let right: Outcome;
let unicode: Outcome;
let wrongPassword: Outcome;
let unknownUser: Outcome;

beforeAll(async () => {
  const { cognito } = fixture;
  await cognito.putUserPoolClient({
    id: 'only-srp-quiet',
    userPoolId: POOL,
    properties: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], PreventUserExistenceErrors: 'ENABLED' },
  });
  const { email, password } = UNICODE;
  await cognito.putUser({ userPoolId: POOL, username: email, email, password });
  const attempts = [
    [EMAIL, PASSWORD],
    [email, password],
    [EMAIL, 'Wrong-horse-1'],
    ['nobody@example.com', PASSWORD],
  ];
  const script = new URL('srp-client.ts', import.meta.url).pathname;
  const words = [script, cognito.endpoint, POOL, 'only-srp-quiet', JSON.stringify(attempts)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  [right, unicode, wrongPassword, unknownUser] = outcomes.parse(JSON.parse(stdout));
});

test('a client signs in by SRP, with the e-mail address that is an alias', () => {
  expect(claimsOf(right?.[0].AuthenticationResult?.AccessToken)['sub']).toBe(fixture.sub);
});

test('passwords of every script work by SRP', () => {
  expect(unicode?.[0]).toHaveProperty('AuthenticationResult');
});

test('a wrong password and an unknown user get the same answers', () => {
  expect(wrongPassword).toEqual([WRONG, WRONG]);
  expect(unknownUser).toEqual([WRONG, WRONG]);
});

test('a proof is good once', () => {
  expect(right?.[1]).toEqual(WRONG);
});

test('an unknown user looks like a known one before the proof: the same fields, the same salt each time', async () => {
  const start = async (USERNAME: string) => {
    const AuthParameters = { USERNAME, SRP_A: randomBytes(384).toString('hex') };
    const request = { AuthFlow: 'USER_SRP_AUTH', ClientId: 'only-srp-quiet', AuthParameters } as const;
    const { ChallengeParameters = {} } = await fixture.sdk.send(new InitiateAuthCommand(request));
    return ChallengeParameters;
  };
  const known = await start(EMAIL);
  const unknown = await start('nobody@example.com');
  const again = await start('nobody@example.com');
  expect(Object.keys(unknown)).toEqual(Object.keys(known));
  expect(unknown['USER_ID_FOR_SRP']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(again['SALT']).toBe(unknown['SALT']);
  expect(again['USER_ID_FOR_SRP']).toBe(unknown['USER_ID_FOR_SRP']);
  expect(again['SRP_B']).not.toBe(unknown['SRP_B']);
});

test('a public value that is nought, or no number, is refused', async () => {
  for (const SRP_A of ['0', '0000', 'not-hexadecimal', 'f'.repeat(10_000)]) {
    // oxlint-disable-next-line no-await-in-loop
    await expect(fixture.initiate('USER_SRP_AUTH', { USERNAME: EMAIL, SRP_A })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  }
});
