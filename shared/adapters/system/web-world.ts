import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { createLog } from '../../observability/logger.ts';
import { apiGatewayClient } from '../apigateway/api-client.ts';
import { cognitoOAuthClient } from '../cognito/oauth-client.ts';
import { documentClient } from '../dynamodb/document-client.ts';
import { dynamoDbWebSessionStore } from '../dynamodb/web-session-store.ts';
import { variable } from './read-environment.ts';
import { systemWorld } from './system-world.ts';

const httpOrigin = z.url({ protocol: /^https?$/ });

/** The variables of every function of the dashboard's back end that sends browsers to sign in. */
export const signInVariables = {
  /** Where the dashboard is, as the browser sees it. */
  DASHBOARD_ORIGIN: httpOrigin,
  DASHBOARD_CLIENT_ID: variable.text,
  /** The user pool's own domain, with its sign-in page and its token endpoint. */
  OAUTH_DOMAIN: httpOrigin,
};

/** The variables of those that work with a browser's session. */
export const webVariables = {
  ...signInVariables,
  /** The address of the HTTP API. */
  API_URL: httpOrigin,
  WEB_SESSIONS_TABLE_NAME: variable.text,
};

interface SignInVariables {
  DASHBOARD_ORIGIN: string;
  DASHBOARD_CLIENT_ID: string;
  OAUTH_DOMAIN: string;
}

/** What a function that sends browsers to sign in works with, made once per instance from its variables. */
export const signInWorld = (name: string, variables: SignInVariables) => {
  const { now, pause } = systemWorld();
  const { origin } = new URL(variables.DASHBOARD_ORIGIN);
  const oauth = cognitoOAuthClient({
    domain: variables.OAUTH_DOMAIN,
    clientId: variables.DASHBOARD_CLIENT_ID,
    redirectUri: `${origin}/web/callback`,
    now,
  });
  return { log: createLog(name), now, pause, origin, oauth, random: () => randomBytes(32).toString('base64url') };
};

/** The same, with the sessions of the browsers and the API that they are for. */
export const webWorld = (
  name: string,
  variables: SignInVariables & { API_URL: string; WEB_SESSIONS_TABLE_NAME: string },
) => {
  const deps = signInWorld(name, variables);
  const store = { table: variables.WEB_SESSIONS_TABLE_NAME, now: deps.now };
  return {
    ...deps,
    sessions: dynamoDbWebSessionStore(documentClient(), store),
    api: apiGatewayClient(variables.API_URL),
  };
};
