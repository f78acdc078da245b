import { verify } from 'node:crypto';
import { NotAuthorizedError, UserNotFoundError } from 'cognito-local/lib/errors.js';
import { attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import * as z from 'zod';
import type { Emulator } from './emulator.ts';
import type { SignIn } from './sign-in-store.ts';
import type { UserPoolClient } from './user-pool-directory.ts';
import type { StoredUser, UserPool } from './user-pool.ts';

/** Who holds a valid access token, and by which sign-in. */
export interface Principal {
  user: StoredUser;
  pool: UserPool;
  client: UserPoolClient;
  signIn: SignIn;
}

const header = z.object({ alg: z.literal('RS256'), kid: z.string() });
const claims = z.object({
  iss: z.string(),
  sub: z.string(),
  client_id: z.string(),
  event_id: z.string(),
  token_use: z.literal('access'),
  exp: z.number(),
});

/** The scope of Cognito's own user operations. */
export const USER_ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/**
 * Check an access token as Cognito does at each operation that takes one: signature, issuer, use, expiry, revocation
 * and scope. Throws NotAuthorizedException in Cognito's words.
 */
export async function authenticate(emulator: Emulator, accessToken: string, scope: string): Promise<Principal> {
  const { client_id, event_id, iss, exp, sub } = verifiedClaims(emulator, accessToken);
  if (exp * 1000 <= emulator.now()) throw new NotAuthorizedError('Access Token has expired');
  const { client, pool } = await emulator.directory.findClient(emulator.context, client_id);
  if (iss !== emulator.issuer(pool.options.Id)) throw new NotAuthorizedError('Invalid Access Token');
  // Not by origin_jti, which the tokens of a client without token revocation do not carry.
  const signIn = emulator.signIns.findByEventId(event_id);
  if (signIn === undefined || signIn.revokedAt !== null) throw new NotAuthorizedError('Access Token has been revoked');
  if (!signIn.scope.split(' ').includes(scope)) {
    throw new NotAuthorizedError('Access Token does not have required scopes');
  }
  const user = await pool.getUserByUsername(emulator.context, sub);
  // A user who was deleted and made again under the same name is another one.
  if (user === null || attributeValue('sub', user.Attributes) !== signIn.sub) {
    throw new UserNotFoundError('User does not exist.');
  }
  return { user, pool, client, signIn };
}

function verifiedClaims(emulator: Emulator, token: string): z.infer<typeof claims> {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  const parsedHeader = header.safeParse(decode(head));
  const { kid, publicKey } = emulator.keys.access;
  if (rest.length > 0 || !parsedHeader.success || parsedHeader.data.kid !== kid) {
    throw new NotAuthorizedError('Invalid Access Token');
  }
  const genuine = verify('sha256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'));
  if (!genuine) throw new NotAuthorizedError('Could not verify signature for Access Token');
  const parsed = claims.safeParse(decode(body));
  if (!parsed.success) throw new NotAuthorizedError('Invalid Access Token');
  return parsed.data;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
