import { randomBytes } from 'node:crypto';
import { USER_POOL_AWS_DEFAULTS } from 'cognito-local/lib/services/cognitoService.js';
import type { UserPool as UserPoolOptions } from 'cognito-local/lib/services/userPoolService.js';
import * as z from 'zod';
import type { UserPoolClient } from './user-pool-directory.ts';

const schemaAttribute = z.looseObject({ Name: z.string(), AttributeDataType: z.string().default('String') });

const userPoolProperties = z.object({
  AccountRecoverySetting: z.looseObject({}).exactOptional(),
  AdminCreateUserConfig: z.looseObject({}).exactOptional(),
  AliasAttributes: z.array(z.string()).exactOptional(),
  AutoVerifiedAttributes: z.array(z.string()).exactOptional(),
  EnabledMfas: z.array(z.string()).exactOptional(),
  MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).exactOptional(),
  Policies: z.looseObject({ PasswordPolicy: z.looseObject({}).exactOptional() }).exactOptional(),
  Schema: z.array(schemaAttribute).exactOptional(),
  UserAttributeUpdateSettings: z
    .looseObject({ AttributesRequireVerificationBeforeUpdate: z.array(z.string()).default([]) })
    .exactOptional(),
  UsernameAttributes: z.array(z.string()).exactOptional(),
  UsernameConfiguration: z.object({ CaseSensitive: z.boolean().default(true) }).exactOptional(),
});

const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);

const userPoolClientProperties = z.object({
  AccessTokenValidity: z.number().exactOptional(),
  AllowedOAuthFlows: z.array(z.string()).exactOptional(),
  AllowedOAuthFlowsUserPoolClient: z.boolean().exactOptional(),
  AllowedOAuthScopes: z.array(z.string()).exactOptional(),
  AuthSessionValidity: z.number().exactOptional(),
  CallbackURLs: z.array(z.string()).exactOptional(),
  ClientName: z.string().exactOptional(),
  DefaultRedirectURI: z.string().exactOptional(),
  EnableTokenRevocation: z.boolean().exactOptional(),
  ExplicitAuthFlows: z.array(z.string()).exactOptional(),
  GenerateSecret: z.boolean().exactOptional(),
  IdTokenValidity: z.number().exactOptional(),
  LogoutURLs: z.array(z.string()).exactOptional(),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).exactOptional(),
  ReadAttributes: z.array(z.string()).exactOptional(),
  RefreshTokenRotation: z
    .object({ Feature: z.enum(['ENABLED', 'DISABLED']), RetryGracePeriodSeconds: z.number().exactOptional() })
    .exactOptional(),
  RefreshTokenValidity: z.number().exactOptional(),
  SupportedIdentityProviders: z.array(z.string()).exactOptional(),
  TokenValidityUnits: z
    .object({ AccessToken: unit.exactOptional(), IdToken: unit.exactOptional(), RefreshToken: unit.exactOptional() })
    .exactOptional(),
  WriteAttributes: z.array(z.string()).exactOptional(),
});

/**
 * The pool that a template's AWS::Cognito::UserPool declares, with Cognito's defaults for what it leaves out. Throws
 * ZodError for a property of a wrong type; what has no effect locally (tags, triggers, protection) is left aside.
 */
export function declaredUserPool(
  pool: { id: string; name: string; properties: Record<string, unknown> },
  createdAt: Date,
): UserPoolOptions {
  const { EnabledMfas, Schema = [], ...properties } = userPoolProperties.parse(pool.properties);
  const { PasswordPolicy: defaultPolicy } = USER_POOL_AWS_DEFAULTS.Policies ?? {};
  return {
    ...USER_POOL_AWS_DEFAULTS,
    ...properties,
    Policies: { PasswordPolicy: { ...defaultPolicy, ...properties.Policies?.PasswordPolicy } },
    Id: pool.id,
    Name: pool.name,
    CreationDate: createdAt,
    LastModifiedDate: createdAt,
    SchemaAttributes: schemaAttributes(Schema),
    SoftwareTokenMfaConfiguration: { Enabled: EnabledMfas?.includes('SOFTWARE_TOKEN_MFA') ?? false },
  };
}

/** The client that a template's AWS::Cognito::UserPoolClient declares; `existing` lends it its secret and its age. */
export function declaredUserPoolClient(
  client: { id: string; userPoolId: string; properties: Record<string, unknown> },
  existing: UserPoolClient | null,
  now: Date,
): UserPoolClient {
  const { GenerateSecret = false, ...properties } = userPoolClientProperties.parse(client.properties);
  return {
    ...properties,
    ...(GenerateSecret ? { ClientSecret: existing?.ClientSecret ?? randomBytes(26).toString('hex') } : {}),
    ClientId: client.id,
    ClientName: properties.ClientName ?? client.id,
    UserPoolId: client.userPoolId,
    CreationDate: existing?.CreationDate ?? now,
    LastModifiedDate: now,
  };
}

function schemaAttributes(
  declared: z.infer<typeof schemaAttribute>[],
): NonNullable<UserPoolOptions['SchemaAttributes']> {
  const standard = USER_POOL_AWS_DEFAULTS.SchemaAttributes ?? [];
  const names = new Set(standard.map(({ Name }) => Name));
  const custom = declared.filter(({ Name }) => !names.has(Name));
  return [
    ...standard.map((attribute) => ({ ...attribute, ...declared.find(({ Name }) => Name === attribute.Name) })),
    ...custom.map((attribute) => ({ Mutable: true, ...attribute, Name: `custom:${attribute.Name}` })),
  ];
}
