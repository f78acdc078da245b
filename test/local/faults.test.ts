import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { call } from './fixture/call.ts';
import { sdk } from './fixture/messaging.ts';
import { type Fixture, startFixture } from './fixture/start-fixture.ts';

let fixture: Fixture;
let cognito: CognitoIdentityProviderClient;
beforeEach(async () => {
  fixture = await startFixture();
  cognito = new CognitoIdentityProviderClient({ ...sdk(fixture.local.endpoints.cognito), maxAttempts: 1 });
});
afterEach(async () => {
  cognito.destroy();
  await fixture.close();
});

const ask = () => cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));

test('Cognito refuses every call while it is to, and none afterwards; its keys can always be read', async () => {
  fixture.local.faults.set('cognito', { status: 400 });
  await expect(ask()).rejects.toBeInstanceOf(TooManyRequestsException);
  const keys = `${fixture.local.endpoints.cognito}/${fixture.local.outputs['UserPoolId']}/.well-known/jwks.json`;
  expect((await call(keys)).status).toBe(200);
  fixture.local.faults.set('cognito', undefined);
  expect((await ask()).UserPools).toHaveLength(1);
});

test('a service can be told what to say', async () => {
  const body = JSON.stringify({ __type: 'NotAuthorizedException', message: 'as told' });
  fixture.local.faults.set('cognito', { status: 400, body });
  await expect(ask()).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'as told' });
  fixture.local.faults.set('cognito', { status: 500 });
  await expect(ask()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
});
