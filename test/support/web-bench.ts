import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll } from '@jest/globals';
import { makeHandler as webApi } from '../../functions/web-api/handler.ts';
import { makeHandler as webCallback } from '../../functions/web-callback/handler.ts';
import { makeHandler as webSignIn } from '../../functions/web-sign-in/handler.ts';
import { makeHandler as webSignOut } from '../../functions/web-sign-out/handler.ts';
import { startCognito } from '../../local/cognito/start-cognito.ts';
import { apiGatewayClient } from '../../shared/adapters/apigateway/api-client.ts';
import { cognitoOAuthClient } from '../../shared/adapters/cognito/oauth-client.ts';
import { dynamoDbWebSessionStore } from '../../shared/adapters/dynamodb/web-session-store.ts';
import type { WebCallbackDeps } from '../../functions/web-callback/handler.ts';
import { startApiServer } from './api-server.ts';
import { recordedLog } from './recorded-log.ts';
import { startTestApi } from './test-api.ts';
import { makeTestBrowser, ownersPassword } from './test-browser.ts';

export const webOrigin = 'https://devices.example.test';
export const owners = { ada: 'ada@example.com', bob: 'bob@example.com' } as const;

const userPoolId = 'us-east-1_Local0001';
/** The client that the test API knows. */
const clientId = 'demo-client';
const table = 'web-sessions';

export type WebBench = Awaited<ReturnType<typeof useWebBench>>;

/**
 * The dashboard's back end in this process, before the test API over HTTP and the local Cognito with its sign-in page;
 * one clock for all. `wrap` changes what the functions are given. It goes when the tests of the file are done.
 */
export const useWebBench = async ({
  rotating = false,
  wrap = (deps) => deps,
}: { rotating?: boolean; wrap?: (deps: WebCallbackDeps) => WebCallbackDeps } = {}) => {
  const api = await startTestApi();
  await api.engine.client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  const server = await startApiServer(api);
  const stateFolder = mkdtempSync(join(tmpdir(), 'web-bench-'));
  const { now } = api.clock;
  const cognito = await startCognito({ stateFolder, port: 0, region: 'us-east-1', now: () => now().getTime() });
  const properties = { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] };
  await cognito.putUserPool({ id: userPoolId, name: 'accounts', properties });
  await cognito.putUserPoolClient({
    id: clientId,
    userPoolId,
    properties: {
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
      CallbackURLs: [`${webOrigin}/web/callback`],
      LogoutURLs: [`${webOrigin}/`],
      AccessTokenValidity: 15,
      RefreshTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'days' },
      ...(rotating && { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } }),
    },
  });
  for (const email of Object.values(owners)) {
    await cognito.putUser({ userPoolId, username: email, email, password: ownersPassword });
  }

  const log = recordedLog();
  const deps = wrap({
    log,
    now,
    origin: webOrigin,
    pause: async () => {},
    random: () => randomBytes(32).toString('base64url'),
    sessions: dynamoDbWebSessionStore(api.engine.client, { table, now }),
    oauth: cognitoOAuthClient({
      domain: cognito.endpoint,
      clientId,
      redirectUri: `${webOrigin}/web/callback`,
      now,
    }),
    api: apiGatewayClient(server.url),
    clientId,
    sessionSeconds: 30 * 86_400,
  });
  const handlers = {
    '/web/sign-in': webSignIn(deps),
    '/web/callback': webCallback(deps),
    '/web/sign-out': webSignOut(deps),
    '/web/api': webApi(deps),
  };

  afterAll(async () => {
    server.close();
    await cognito.close();
    await api.close();
    rmSync(stateFolder, { recursive: true, force: true });
  });

  return {
    api,
    server,
    cognito,
    log,
    deps,
    clock: api.clock,
    browser: () => makeTestBrowser({ handlers, origin: webOrigin, cognito: cognito.endpoint }),
    /** Everything in the table of browsers that are signed in. */
    rows: async () => (await api.engine.client.send(new ScanCommand({ TableName: table }))).Items ?? [],
  };
};
