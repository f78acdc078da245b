import type { UserPoolClient } from './user-pool-directory.ts';

const UNIT_SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

// Cognito's own defaults: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
const DEFAULTS = {
  AccessToken: { validity: 1, unit: 'hours' },
  IdToken: { validity: 1, unit: 'hours' },
  RefreshToken: { validity: 30, unit: 'days' },
} as const;

/** How long, in seconds, a token of this kind lives when it is made for this client. */
export function tokenLifetimeSeconds(client: UserPoolClient, kind: keyof typeof DEFAULTS): number {
  const { validity, unit } = DEFAULTS[kind];
  const declared = client[`${kind}Validity`];
  // Zero is how the console writes "not set".
  if (declared === undefined || declared === 0) return validity * UNIT_SECONDS[unit];
  const declaredUnit = client.TokenValidityUnits?.[kind] ?? unit;
  return declared * (isUnit(declaredUnit) ? UNIT_SECONDS[declaredUnit] : UNIT_SECONDS[unit]);
}

function isUnit(value: string): value is keyof typeof UNIT_SECONDS {
  return Object.hasOwn(UNIT_SECONDS, value);
}
