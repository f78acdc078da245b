import { CognitoError, InvalidParameterError, NotAuthorizedError } from 'cognito-local/lib/errors.js';
import type { TargetName } from 'cognito-local/lib/targets/Target.js';
import { assertSecretHash } from './client-secret.ts';
import type { Emulator } from './emulator.ts';
import { makeTemporaryPassword } from './password-policy.ts';
import { required, type CognitoRequest } from './request-shape.ts';

type Field = keyof CognitoRequest;

/** cognito-local's own operations for anybody, with the fields that they would crash or be fooled without. */
export const STOCK_PUBLIC_OPERATIONS: Partial<Record<TargetName, Field[]>> = {
  ConfirmForgotPassword: ['ClientId', 'Username', 'ConfirmationCode', 'Password'],
  ConfirmSignUp: ['ClientId', 'Username', 'ConfirmationCode'],
  ForgotPassword: ['ClientId', 'Username'],
  SignUp: ['ClientId', 'Username', 'Password'],
};

/** Those for the holder of an access token. */
export const STOCK_USER_OPERATIONS: Partial<Record<TargetName, Field[]>> = {
  AssociateSoftwareToken: [],
  DeleteUser: [],
  DeleteUserAttributes: ['UserAttributeNames'],
  GetUser: [],
  GetUserAttributeVerificationCode: ['AttributeName'],
  SetUserMFAPreference: [],
  UpdateUserAttributes: ['UserAttributes'],
  VerifySoftwareToken: ['UserCode'],
  VerifyUserAttribute: ['AttributeName', 'Code'],
};

/** Those for administrators. */
export const STOCK_ADMIN_OPERATIONS: Partial<Record<TargetName, Field[]>> = {
  AddCustomAttributes: ['UserPoolId', 'CustomAttributes'],
  AdminAddUserToGroup: ['UserPoolId', 'Username', 'GroupName'],
  AdminConfirmSignUp: ['UserPoolId', 'Username'],
  AdminCreateUser: ['UserPoolId', 'Username'],
  AdminDeleteUser: ['UserPoolId', 'Username'],
  AdminDeleteUserAttributes: ['UserPoolId', 'Username', 'UserAttributeNames'],
  AdminDisableUser: ['UserPoolId', 'Username'],
  AdminEnableUser: ['UserPoolId', 'Username'],
  AdminGetUser: ['UserPoolId', 'Username'],
  AdminListGroupsForUser: ['UserPoolId', 'Username'],
  AdminRemoveUserFromGroup: ['UserPoolId', 'Username', 'GroupName'],
  AdminSetUserPassword: ['UserPoolId', 'Username', 'Password'],
  AdminUpdateUserAttributes: ['UserPoolId', 'Username', 'UserAttributes'],
  CreateGroup: ['UserPoolId', 'GroupName'],
  CreateUserPool: ['PoolName'],
  CreateUserPoolClient: ['UserPoolId', 'ClientName'],
  DeleteGroup: ['UserPoolId', 'GroupName'],
  DeleteUserPool: ['UserPoolId'],
  DeleteUserPoolClient: ['UserPoolId', 'ClientId'],
  DescribeUserPool: ['UserPoolId'],
  DescribeUserPoolClient: ['UserPoolId', 'ClientId'],
  GetGroup: ['UserPoolId', 'GroupName'],
  GetUserPoolMfaConfig: ['UserPoolId'],
  ListGroups: ['UserPoolId'],
  ListUserPoolClients: ['UserPoolId'],
  ListUserPools: [],
  ListUsers: ['UserPoolId'],
  ListUsersInGroup: ['UserPoolId', 'GroupName'],
  SetUserPoolMfaConfig: ['UserPoolId'],
  UpdateGroup: ['UserPoolId', 'GroupName'],
  UpdateUserPool: ['UserPoolId'],
  UpdateUserPoolClient: ['UserPoolId', 'ClientId'],
};

/** Run one of them, with what it forgets to check checked first. Throws Cognito's errors. */
export async function runStockOperation(
  emulator: Emulator,
  name: TargetName,
  fields: readonly Field[],
  request: CognitoRequest,
): Promise<object> {
  for (const field of fields) {
    if (request[field] === undefined || request[field] === '') {
      throw new InvalidParameterError(
        `1 validation error detected: Value null at '${field}' failed to satisfy constraint: Member must not be null`,
      );
    }
  }
  assertAttributesMayBeWritten(name, request);
  if (name in STOCK_PUBLIC_OPERATIONS) await assertClientMay(emulator, name, request);
  return masked(await emulator.stock(name, await completed(emulator, name, request)));
}

async function assertClientMay(emulator: Emulator, name: TargetName, request: CognitoRequest): Promise<void> {
  const { client, pool } = await emulator.directory.findClient(emulator.context, required(request, 'ClientId'));
  assertSecretHash(client, required(request, 'Username'), request.SecretHash);
  if (name === 'SignUp' && pool.options.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true) {
    throw new NotAuthorizedError('SignUp is not permitted for this user pool');
  }
}

function assertAttributesMayBeWritten(name: TargetName, { UserAttributes = [] }: CognitoRequest): void {
  const names = UserAttributes.map(({ Name }) => Name);
  // cognito-local would let a new user bring along the `sub` of their choice.
  if (names.includes('sub')) throw new InvalidParameterError('sub: Cannot modify an immutable attribute');
  const byAdmin = name in STOCK_ADMIN_OPERATIONS;
  if (!byAdmin && names.some((attribute) => attribute.endsWith('_verified'))) {
    throw new NotAuthorizedError('A client attempted to write unauthorized attribute');
  }
}

async function completed(emulator: Emulator, name: TargetName, request: CognitoRequest): Promise<object> {
  if (name === 'AdminCreateUser' && request.TemporaryPassword === undefined) {
    const { options } = await emulator.directory.getUserPool(emulator.context, required(request, 'UserPoolId'));
    return { ...request, TemporaryPassword: makeTemporaryPassword(options) };
  }
  if (name === 'CreateUserPoolClient') {
    // cognito-local counts an ID token's life in minutes where nothing is said; Cognito in hours.
    return { ...request, TokenValidityUnits: { IdToken: 'hours', ...request.TokenValidityUnits } };
  }
  if (name === 'AdminCreateUser' && request.MessageAction === 'RESEND') {
    throw new CognitoError('UnsupportedOperationException', 'MessageAction RESEND is not emulated.');
  }
  return request;
}

/** Cognito does not tell whoever asks where it sent the code. */
function masked(answer: object): object {
  if (!('CodeDeliveryDetails' in answer)) return answer;
  const details = answer.CodeDeliveryDetails;
  if (typeof details !== 'object' || details === null || !('Destination' in details)) return answer;
  const [name = '', domain] = String(details.Destination).split('@');
  const Destination =
    domain === undefined ? `+*******${name.slice(-4)}` : `${name.charAt(0)}***@${domain.charAt(0)}***`;
  return { ...answer, CodeDeliveryDetails: { ...details, Destination } };
}
