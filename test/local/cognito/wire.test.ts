import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import * as fc from 'fast-check';
import { startCognito } from '../../../local/cognito/start-cognito.ts';
import { startFixture, type CognitoFixture } from './cognito-fixture.ts';
import { EMAIL, POOL } from './declared-accounts.ts';

let fixture: CognitoFixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

function send(target: string | undefined, body: string): Promise<Response> {
  const name = target === undefined ? {} : { 'x-amz-target': `AWSCognitoIdentityProviderService.${target}` };
  return fetch(fixture.cognito.endpoint, { method: 'POST', body, headers: name });
}

test('bad JSON, a missing target and an unknown operation get AWS errors', async () => {
  const cases = [
    [await send('GetUser', '{'), 'SerializationException'],
    [await send('GetUser', '[]'), 'SerializationException'],
    [await send('GetUser', '{"AccessToken": 7}'), 'SerializationException'],
    [await send(undefined, '{}'), 'UnknownOperationException'],
    [await send('Nonsense', '{}'), 'UnknownOperationException'],
    [await send('constructor', '{}'), 'UnknownOperationException'],
    [await send('GetUser', '{}'), 'InvalidParameterException'],
  ] as const;
  for (const [response, type] of cases) {
    expect(response.status).toBe(400);
    // oxlint-disable-next-line no-await-in-loop
    expect(await response.json()).toMatchObject({ __type: type });
  }
});

test('a body that is too large is refused, and the next request is answered', async () => {
  const response = await send('GetUser', JSON.stringify({ AccessToken: 'x'.repeat(1_000_000) }));
  expect(response.status).toBe(413);
  expect((await fetch(`${fixture.cognito.endpoint}/health`)).status).toBe(200);
});

test('what is not HTTP does not end the process', async () => {
  await new Promise((resolve) => {
    const socket = connect(fixture.cognito.port, '127.0.0.1', () => socket.end('\u0000\u0001 nonsense\r\n\r\n'));
    socket.on('close', resolve).on('error', resolve).resume();
  });
  expect((await fetch(`${fixture.cognito.endpoint}/health`)).status).toBe(200);
});

test('no input of any shape makes an operation fail with 500', async () => {
  const operations = [
    'InitiateAuth',
    'RespondToAuthChallenge',
    'SignUp',
    'ConfirmForgotPassword',
    'RevokeToken',
    'GetTokensFromRefreshToken',
  ];
  const values = fc.oneof(
    fc.string(),
    fc.constantFrom('app', EMAIL, 'USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'PASSWORD_VERIFIER', '__proto__'),
  );
  const map = fc.dictionary(
    fc.constantFrom(
      'USERNAME',
      'PASSWORD',
      'SRP_A',
      'REFRESH_TOKEN',
      'PASSWORD_CLAIM_SECRET_BLOCK',
      'PASSWORD_CLAIM_SIGNATURE',
      'TIMESTAMP',
    ),
    values,
  );
  const request = fc.record(
    {
      ClientId: values,
      AuthFlow: values,
      ChallengeName: values,
      AuthParameters: fc.oneof(map, fc.anything()),
      ChallengeResponses: fc.oneof(map, fc.anything()),
      Session: values,
      Username: fc.oneof(values, fc.anything()),
      Password: fc.oneof(values, fc.anything()),
      ConfirmationCode: values,
      UserAttributes: fc.anything(),
      Token: values,
      RefreshToken: values,
    },
    { requiredKeys: ['ClientId'] },
  );
  const property = fc.asyncProperty(fc.constantFrom(...operations), request, async (operation, body) => {
    const json = JSON.stringify(body, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    const response = await send(operation, json);
    await response.text();
    expect([200, 400]).toContain(response.status);
  });
  await expect(fc.assert(property, { numRuns: 300 })).resolves.toBeUndefined();
});

test("an administrator's operation wants a signed request, and no page can send one", async () => {
  const response = await send('AdminGetUser', JSON.stringify({ UserPoolId: POOL, Username: EMAIL }));
  expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  const { UserStatus } = await fixture.sdk.send(new AdminGetUserCommand({ UserPoolId: POOL, Username: EMAIL }));
  expect(UserStatus).toBe('CONFIRMED');
  const preflight = await fetch(fixture.cognito.endpoint, { method: 'OPTIONS' });
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')).not.toContain('authorization');
});

test('a port that is taken is an error, and closing twice is none', async () => {
  const { port } = fixture.cognito;
  const second = startCognito({ stateFolder: fixture.stateFolder, port, region: 'us-east-1' });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const third = await startCognito({ stateFolder: fixture.stateFolder, port: 0, region: 'us-east-1' });
  await Promise.all([third.close(), third.close()]);
  await expect(fetch(third.endpoint)).rejects.toThrow('fetch failed');
});
