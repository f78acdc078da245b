import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { transaction } from './cognito-database.ts';

const signInRow = z.object({
  originJti: z.string(),
  eventId: z.string(),
  userPoolId: z.string(),
  clientId: z.string(),
  sub: z.string(),
  scope: z.string(),
  authTime: z.number(),
  refreshExpiresAt: z.number(),
  revokedAt: z.number().nullable(),
});
const refreshTokenRow = signInRow.extend({ replacedAt: z.number().nullable() });

/** One authentication of one user in one client; what every token that follows from it goes back to. Times in seconds. */
export type SignIn = z.infer<typeof signInRow>;

/** The durable record of sign-ins, their refresh tokens and their revocation. */
export interface SignInStore {
  /** Record a sign-in; returns its refresh token, of which only a hash is kept. */
  start(signIn: Omit<SignIn, 'revokedAt'>): string;
  findByEventId(eventId: string): SignIn | undefined;
  findByRefreshToken(token: string): { signIn: SignIn; replacedAt: number | null } | undefined;
  /**
   * Put a new refresh token in the place of one that is used, for the same sign-in; undefined when it was replaced
   * longer ago than the grace allows.
   */
  replaceRefreshToken(token: string, now: number, graceSeconds: number): string | undefined;
  revoke(originJti: string, now: number): void;
  revokeAllOfUser(userPoolId: string, sub: string, now: number): void;
  /** Forget the sign-ins of which no token can be alive any more. */
  prune(now: number): void;
}

// An access token made with the last breath of a refresh token may outlive it by this much, Cognito's maximum.
const ACCESS_TOKEN_LIFETIME_MAX_SECONDS = 86_400;

const COLUMNS = `origin_jti AS originJti, event_id AS eventId, user_pool_id AS userPoolId, client_id AS clientId, sub,
  scope, auth_time AS authTime, refresh_expires_at AS refreshExpiresAt, revoked_at AS revokedAt`;

/** The sign-ins in the given database. */
export function openSignInStore(database: DatabaseSync): SignInStore {
  const insert = database.prepare(`INSERT INTO sign_ins
    (origin_jti, event_id, user_pool_id, client_id, sub, scope, auth_time, refresh_expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertToken = database.prepare('INSERT INTO refresh_tokens (hash, origin_jti) VALUES (?, ?)');
  const selectByEvent = database.prepare(`SELECT ${COLUMNS} FROM sign_ins WHERE event_id = ?`);
  const selectByToken = database.prepare(`SELECT ${COLUMNS}, replaced_at AS replacedAt
    FROM refresh_tokens JOIN sign_ins USING (origin_jti) WHERE hash = ?`);
  const markReplaced = database.prepare(`UPDATE refresh_tokens SET replaced_at = coalesce(replaced_at, ?)
    WHERE hash = ? AND (replaced_at IS NULL OR replaced_at + ? >= ?) RETURNING origin_jti AS originJti`);
  const markRevoked = database.prepare(
    'UPDATE sign_ins SET revoked_at = ? WHERE origin_jti = ? AND revoked_at IS NULL',
  );
  const markAllRevoked = database.prepare(
    'UPDATE sign_ins SET revoked_at = ? WHERE user_pool_id = ? AND sub = ? AND revoked_at IS NULL',
  );
  const deleteExpired = database.prepare('DELETE FROM sign_ins WHERE refresh_expires_at < ?');

  function addRefreshToken(originJti: string): string {
    const token = makeRefreshToken();
    insertToken.run(hashOf(token), originJti);
    return token;
  }

  return {
    start: (signIn) =>
      transaction(database, () => {
        const { originJti, eventId, userPoolId, clientId, sub, scope, authTime, refreshExpiresAt } = signIn;
        insert.run(originJti, eventId, userPoolId, clientId, sub, scope, authTime, refreshExpiresAt);
        return addRefreshToken(originJti);
      }),
    findByEventId: (eventId) => signInRow.optional().parse(selectByEvent.get(eventId)),
    findByRefreshToken: (token) => {
      const row = refreshTokenRow.optional().parse(selectByToken.get(hashOf(token)));
      if (row === undefined) return undefined;
      const { replacedAt, ...signIn } = row;
      return { signIn, replacedAt };
    },
    replaceRefreshToken: (token, now, graceSeconds) =>
      transaction(database, () => {
        const row = markReplaced.get(now, hashOf(token), graceSeconds, now);
        return row === undefined ? undefined : addRefreshToken(String(row['originJti']));
      }),
    revoke: (originJti, now) => void markRevoked.run(now, originJti),
    revokeAllOfUser: (userPoolId, sub, now) => void markAllRevoked.run(now, userPoolId, sub),
    prune: (now) => void deleteExpired.run(now - ACCESS_TOKEN_LIFETIME_MAX_SECONDS),
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Opaque, but in the form and length of Cognito's (an encrypted JWT), so that nobody's limits are met too late. */
function makeRefreshToken(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}');
  return [header, randomBytes(256), randomBytes(12), randomBytes(992), randomBytes(16)]
    .map((part) => part.toString('base64url'))
    .join('.');
}
