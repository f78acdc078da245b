import { InvalidParameterError, NotAuthorizedError, UserNotFoundError } from 'cognito-local/lib/errors.js';
import { attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import type { Principal } from './access-token.ts';
import { assertClientSecret } from './client-secret.ts';
import type { Emulator } from './emulator.ts';
import { initiateAuth } from './initiate-auth.ts';
import { required, type CognitoRequest } from './request-shape.ts';
import { respondToAuthChallenge } from './respond-to-auth-challenge.ts';
import { revokeToken } from './revoke-token.ts';
import { refreshSignIn } from './sign-in-tokens.ts';
import { runStockOperation } from './stock-operations.ts';
import type { StoredUser, UserPool } from './user-pool.ts';

type Handler<Caller> = (emulator: Emulator, request: CognitoRequest, caller: Caller) => Promise<object>;

/** Operations for anybody who knows a client id. */
export const PUBLIC_OPERATIONS: Record<string, Handler<undefined>> = {
  InitiateAuth: (emulator, request) => initiateAuth(emulator, request, 'client'),
  RespondToAuthChallenge: (emulator, request) => respondToAuthChallenge(emulator, request, 'client'),
  GetTokensFromRefreshToken: async (emulator, request) => {
    const found = await emulator.directory.findClient(emulator.context, required(request, 'ClientId'));
    assertClientSecret(found.client, request.ClientSecret);
    return { AuthenticationResult: await refreshSignIn(emulator, found, required(request, 'RefreshToken')) };
  },
  RevokeToken: async (emulator, request) => {
    await revokeToken(emulator, {
      clientId: required(request, 'ClientId'),
      clientSecret: request.ClientSecret,
      token: required(request, 'Token'),
    });
    return {};
  },
  ForgotPassword: async (emulator, request) => {
    const { client, pool } = await emulator.directory.findClient(emulator.context, required(request, 'ClientId'));
    const username = required(request, 'Username');
    const user = await pool.getUserByUsername(emulator.context, username);
    if (user === null && client.PreventUserExistenceErrors === 'ENABLED') return madeUpDelivery(username);
    return runStockOperation(emulator, 'ForgotPassword', [], request);
  },
};

/** Operations for the holder of an access token. */
export const USER_OPERATIONS: Record<string, Handler<Principal>> = {
  ChangePassword: async (emulator, request, { pool, user }) => {
    const Password = required(request, 'ProposedPassword');
    if (!pool.passwordMatches(user, required(request, 'PreviousPassword'))) {
      throw new NotAuthorizedError('Incorrect username or password.');
    }
    await pool.saveUser(emulator.context, { ...user, Password, UserLastModifiedDate: new Date(emulator.now()) });
    return {};
  },
  GlobalSignOut: async (emulator, _request, { pool, user }) => endAllSignIns(emulator, pool, user),
  DeleteUser: async (emulator, request, { pool, user }) => {
    endAllSignIns(emulator, pool, user);
    return emulator.stock('DeleteUser', request);
  },
  VerifySoftwareToken: async (emulator, request, { pool, user }) => {
    const answer = await emulator.stock('VerifySoftwareToken', request);
    const verified = await pool.getUserByUsername(emulator.context, user.Username);
    // cognito-local turns the factor on as well; at Cognito only SetUserMFAPreference does.
    const UserMFASettingList = user.UserMFASettingList ?? [];
    if (verified !== null) await pool.saveUser(emulator.context, { ...verified, UserMFASettingList });
    return answer;
  },
};

/** Operations for administrators: whoever signs the request with AWS credentials. */
export const ADMIN_OPERATIONS: Record<string, Handler<undefined>> = {
  AdminInitiateAuth: (emulator, request) => initiateAuth(emulator, request, 'admin'),
  AdminRespondToAuthChallenge: (emulator, request) => respondToAuthChallenge(emulator, request, 'admin'),
  AdminUserGlobalSignOut: async (emulator, request) => {
    const { pool, user } = await namedUser(emulator, request);
    return endAllSignIns(emulator, pool, user);
  },
  AdminDisableUser: async (emulator, request) => {
    const { pool, user } = await namedUser(emulator, request);
    await emulator.stock('AdminDisableUser', request);
    return endAllSignIns(emulator, pool, user);
  },
  AdminDeleteUser: async (emulator, request) => {
    const { pool, user } = await namedUser(emulator, request);
    endAllSignIns(emulator, pool, user);
    return emulator.stock('AdminDeleteUser', request);
  },
};

async function namedUser(emulator: Emulator, request: CognitoRequest): Promise<{ pool: UserPool; user: StoredUser }> {
  const pool = await emulator.directory.getUserPool(emulator.context, required(request, 'UserPoolId'));
  const user = await pool.getUserByUsername(emulator.context, required(request, 'Username'));
  if (user === null) throw new UserNotFoundError('User does not exist.');
  return { pool, user };
}

function endAllSignIns(emulator: Emulator, pool: UserPool, user: StoredUser): object {
  const sub = attributeValue('sub', user.Attributes);
  if (sub === undefined) throw new InvalidParameterError('User has no sub');
  emulator.signIns.revokeAllOfUser(pool.options.Id, sub, Math.floor(emulator.now() / 1000));
  return {};
}

function madeUpDelivery(username: string): object {
  const [name = '', domain = name] = username.split('@');
  const Destination = `${name.charAt(0)}***@${domain.charAt(0)}***`;
  return { CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination } };
}
