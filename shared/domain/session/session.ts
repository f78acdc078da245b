import type { DeviceId, PushRegistration, SessionId, Timestamp } from '../../contracts/values.ts';
import type { Account, AccountId, EpochSeconds } from '../account/account.ts';
import type { SignOut } from '../sign-out/sign-out.ts';

/**
 * The token's `origin_jti`: the same over refreshes, so it names the sign-in. It is the storage key and never leaves
 * the server; outside, a session goes by its public id.
 */
export type SessionKey = string;

/** What a session and its copy inside the device record have in common. */
export interface SessionFacts {
  clientId: string;
  app: { name: string };
  authTime: EpochSeconds;
  createdAt: Timestamp;
  lastSeenAt: Timestamp;
  endsAt: EpochSeconds;
  state: 'active' | 'signed-out' | 'expired';
  signOut?: SignOut;
}

/** One sign-in of one app on one device: the row that the guard reads. */
export interface Session extends SessionFacts {
  accountId: AccountId;
  key: SessionKey;
  id: SessionId;
  deviceId: DeviceId;
  version: number;
  /**
   * When its refresh token ends at the latest. The row is kept until then, ended or not: without it, a token of the
   * same sign-in could be registered again.
   */
  tokensEndAt: EpochSeconds;
  /** Where the app on the device can be reached: each app has a token of its own. */
  push?: PushRegistration;
}

export type Standing =
  | { kind: 'live' }
  /** `settled` says whether the session's own row carries the order already. */
  | { kind: 'signed-out'; signOut: SignOut; settled: boolean }
  | { kind: 'expired' };

/**
 * Whether a session stands at this moment. The one place that decides it: the guard, the lists and every use case
 * ask here.
 */
export const standingOf = (
  session: Pick<SessionFacts, 'state' | 'signOut' | 'authTime' | 'createdAt' | 'endsAt'>,
  deviceId: DeviceId,
  account: Pick<Account, 'signedOutBefore' | 'signedOutExcept' | 'signOutAll'>,
  now: Date,
): Standing => {
  if (session.state === 'signed-out' && session.signOut) {
    return { kind: 'signed-out', signOut: session.signOut, settled: true };
  }
  // Whatever else is not active is over.
  if (session.state !== 'active') return { kind: 'expired' };

  const { signedOutBefore, signedOutExcept, signOutAll } = account;
  const covered =
    signedOutBefore !== undefined &&
    signOutAll !== undefined &&
    signedOutExcept !== deviceId &&
    // By Cognito's clock, and by our own, for Cognito's may run ahead of it.
    (session.authTime <= signedOutBefore || session.createdAt <= signOutAll.requestedAt);
  if (covered) return { kind: 'signed-out', signOut: signOutAll, settled: false };

  return session.endsAt * 1000 <= now.getTime() ? { kind: 'expired' } : { kind: 'live' };
};
