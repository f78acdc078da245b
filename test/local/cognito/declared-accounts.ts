import type { LocalCognito } from '../../../local/cognito/start-cognito.ts';

export const POOL = 'us-east-1_Local0001';
export const EMAIL = 'ada@example.com';
export const PASSWORD = 'Correct-horse-1';

const EVERY_FLOW = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
];

const CLIENTS: Record<string, Record<string, unknown>> = {
  app: {
    ExplicitAuthFlows: EVERY_FLOW,
    PreventUserExistenceErrors: 'ENABLED',
    AccessTokenValidity: 15,
    IdTokenValidity: 30,
    RefreshTokenValidity: 2,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' },
  },
  other: { ExplicitAuthFlows: EVERY_FLOW },
  'only-srp': { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
  'no-revocation': { ExplicitAuthFlows: EVERY_FLOW, EnableTokenRevocation: false },
  rotating: {
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
  },
  web: {
    ExplicitAuthFlows: EVERY_FLOW,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
    CallbackURLs: ['http://localhost:3000/callback'],
    LogoutURLs: ['http://localhost:3000/'],
    AccessTokenValidity: 5,
    TokenValidityUnits: { AccessToken: 'minutes' },
  },
};

/** Declare the pool and the clients, as every start of the local run does. */
export async function declare(cognito: LocalCognito, pool: Record<string, unknown> = {}): Promise<void> {
  const properties = { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'], ...pool };
  await cognito.putUserPool({ id: POOL, name: 'accounts', properties });
  for (const [id, client] of Object.entries(CLIENTS)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a template lists them
    await cognito.putUserPoolClient({ id, userPoolId: POOL, properties: client });
  }
}
