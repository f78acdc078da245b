import type {
  ActivityId,
  DeviceId,
  Place,
  PushRegistration,
  ReviewId,
  SessionId,
  Timestamp,
} from '../contracts/values.ts';
import type { Account, AccountId, EpochSeconds } from './account/account.ts';
import type { Activity } from './activity/activity.ts';
import type { Device } from './device/device.ts';
import type { Session, SessionKey } from './session/session.ts';

/** One change of a unit of work. `before` is what was read; the write holds only if it is still so. */
export type Change =
  | { kind: 'account'; before: Account | undefined; after: Account }
  | { kind: 'account-unchanged'; account: Account }
  /**
   * Notes when something on the account was last signed out. It holds while the account-wide order is the one that was
   * read, so that any number of sign-outs of one account at a time do not stand in each other's way. Ordered by the
   * link of a mail, it also holds only while that review is open.
   */
  | { kind: 'last-sign-out'; account: Account; at: EpochSeconds; review?: ReviewId | undefined }
  | { kind: 'session'; before: Session | undefined; after: Session }
  | { kind: 'session-unchanged'; session: Session }
  | { kind: 'device'; before: Device | undefined; after: Device }
  | { kind: 'device-removed'; before: Device }
  | { kind: 'activity'; activity: Activity }
  /**
   * The refresh token goes into the vault: it can be put from here, and never read. The one of the registration stays
   * there; a later one takes the place of the later one before.
   */
  | { kind: 'refresh-token'; session: Session; refreshToken: string; brought: 'first' | 'later' }
  /**
   * The push token now belongs to this session, and to no other that had it: a phone that changes hands keeps its
   * token, and its new owner must not be told of the old one's sign-outs.
   */
  | { kind: 'push-token-claimed'; session: Session; push: PushRegistration }
  /** Brings the end of a session about that ends before its tokens do. Its refusal does not wait for it. */
  | { kind: 'end-scheduled'; session: Session };

export interface Snapshot {
  account: Account | undefined;
  session: Session | undefined;
  device: Device | undefined;
}

/** Where accounts, devices, sessions and activity are kept. Every read of the first three is strongly consistent. */
export interface AccountStore {
  /** The account with one session and one device of it, as they are at one moment each; one round trip. */
  read(accountId: AccountId, what: { session?: SessionKey; device?: DeviceId }): Promise<Snapshot>;
  /** At most 100 sessions; those that are gone are left out. */
  readSessions(accountId: AccountId, keys: readonly SessionKey[]): Promise<Session[]>;
  readActivity(accountId: AccountId, id: ActivityId): Promise<Activity | undefined>;
  /**
   * All changes or none, at most 100. `conflict`: something is no longer as it was read, or was being written by
   * someone else; read again and decide again. Nothing was changed then.
   */
  commit(accountId: AccountId, changes: readonly Change[]): Promise<'committed' | 'conflict'>;
  /** Newest first, from after `after`; `state` is the stored one. Reads in steps of about `step` devices. */
  listDevices(
    accountId: AccountId,
    options: { after?: DeviceId; state?: Device['state']; step: number },
  ): AsyncIterable<Device>;
  /** Newest first, from after `after`, without what has passed its retention. */
  listActivity(
    accountId: AccountId,
    options: { after?: ActivityId; device?: DeviceId; step: number },
  ): AsyncIterable<Activity>;
  /** Notes that a session was seen, where it was last noted before `ifBefore`. Says whether it was noted. */
  noteSeen(session: Session, seen: { at: Timestamp; place: Place | null; ifBefore: Timestamp }): Promise<boolean>;
}

/** The user pool, asked with the owner's own token. */
export interface OwnerDirectory {
  /** The owner's verified e-mail address; null where there is none, undefined where that is not known. */
  readEmail(accessToken: string): Promise<string | null | undefined>;
}

export interface RateLimiter {
  /** Takes one from the account's allowance, perhaps the last of the window. `retryAfter` is in seconds. */
  take(accountId: AccountId): Promise<{ allowed: true; isLast: boolean } | { allowed: false; retryAfter: number }>;
}

/** Tells what an access token is worth, where no gateway has verified it. */
export interface TokenVerifier {
  /**
   * `expired` says what becomes of a token whose only fault is its age.
   *
   * @throws StoreUnavailableError where the keys cannot be read: nothing is known of any token then
   */
  verify(token: string, options: { expired: 'refused' | 'accepted' }): Promise<TokenVerdict>;
}

export type TokenVerdict =
  | { kind: 'valid'; claims: Record<string, unknown> }
  | { kind: 'expired' }
  /** A token of this pool, but no access token of an allowed client. */
  | { kind: 'unsuitable' }
  | { kind: 'invalid' };

/** What the rules need from the world: none of them has a clock or chance of its own. */
export interface World {
  store: AccountStore;
  now: () => Date;
  /** New ids in the order of time (ULID). */
  newId: { device: () => DeviceId; session: () => SessionId; activity: () => ActivityId; review: () => ReviewId };
  secrets: {
    /** A new device secret of 256 random bits, and what is kept of it. */
    create(): { secret: string; hash: string };
    /** Compares in constant time. */
    matches(secret: string, hash: string): boolean;
  };
  /** Waits a little longer with every attempt, with jitter. */
  pause: (attempt: number) => Promise<void>;
}
