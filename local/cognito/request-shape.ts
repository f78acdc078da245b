import { CognitoError, InvalidParameterError } from 'cognito-local/lib/errors.js';
import * as z from 'zod';

const text = z.string().max(131_072);
const texts = z.array(text);
const textMap = z.record(text, text);
const attributes = z.array(z.object({ Name: text, Value: text.optional() }));
const switches = z.looseObject({ Enabled: z.boolean().optional(), PreferredMfa: z.boolean().optional() });

// The fields of every operation, by name: Cognito never uses one name for two types.
const shape = z.looseObject({
  AccessToken: text.optional(),
  AccessTokenValidity: z.number().optional(),
  AttributeName: text.optional(),
  AuthFlow: text.optional(),
  AuthParameters: textMap.optional(),
  CallbackURLs: texts.optional(),
  ChallengeName: text.optional(),
  ChallengeResponses: textMap.optional(),
  ClientId: text.optional(),
  ClientMetadata: textMap.optional(),
  ClientName: text.optional(),
  ClientSecret: text.optional(),
  Code: text.optional(),
  ConfirmationCode: text.optional(),
  CustomAttributes: z.array(z.looseObject({ Name: text })).optional(),
  DesiredDeliveryMediums: texts.optional(),
  ExplicitAuthFlows: texts.optional(),
  Filter: z.string().max(256).optional(),
  FriendlyDeviceName: text.optional(),
  GroupName: z.string().min(1).max(128).optional(),
  IdTokenValidity: z.number().optional(),
  MessageAction: text.optional(),
  Password: z.string().min(1).max(256).optional(),
  Permanent: z.boolean().optional(),
  PoolName: text.optional(),
  PreviousPassword: text.optional(),
  ProposedPassword: z.string().min(1).max(256).optional(),
  RefreshToken: text.optional(),
  RefreshTokenValidity: z.number().optional(),
  SMSMfaSettings: switches.optional(),
  Schema: z.array(z.looseObject({ Name: text })).optional(),
  SecretHash: text.optional(),
  Session: text.optional(),
  SoftwareTokenMfaSettings: switches.optional(),
  TemporaryPassword: z.string().max(256).optional(),
  Token: text.optional(),
  TokenValidityUnits: textMap.optional(),
  UserAttributeNames: texts.optional(),
  UserAttributes: attributes.optional(),
  UserCode: text.optional(),
  UserPoolId: text.optional(),
  Username: z.string().min(1).max(128).optional(),
});

/** A request whose fields have the types that Cognito gives them. */
export type CognitoRequest = z.infer<typeof shape>;

type TextField = {
  [Name in keyof CognitoRequest]-?: string extends Exclude<CognitoRequest[Name], undefined> ? Name : never;
}[keyof CognitoRequest];

/** Throws SerializationException when a field is of another type than Cognito's, as AWS does. */
export function parseRequest(body: unknown): CognitoRequest {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'too_small' || issue?.code === 'too_big') {
    throw new InvalidParameterError(
      `1 validation error detected: Value at '${issue.path.join('.')}' failed to satisfy constraint: ${issue.message}`,
    );
  }
  throw new CognitoError('SerializationException', `Wrong type: ${issue?.path.join('.') ?? ''}`);
}

/** A field that the operation cannot do without. Throws InvalidParameterException when it is missing or empty. */
export function required(request: CognitoRequest, name: Extract<TextField, string>): string {
  const value = request[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new InvalidParameterError(
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}

/** An entry of AuthParameters or ChallengeResponses. Throws InvalidParameterException when it is missing or empty. */
export function requiredParameter(parameters: Record<string, string> | undefined, name: string): string {
  const value = parameters?.[name];
  if (value === undefined || value === '') throw new InvalidParameterError(`Missing required parameter ${name}`);
  return value;
}
