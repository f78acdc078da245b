import { createHash } from 'node:crypto';
import { reviewIndex, reviewShards } from '../../contracts/review-index.ts';
import type { DeviceId, PushRegistration, SessionId } from '../../contracts/values.ts';
import type { Account, AccountId } from '../../domain/account/account.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import type { Device } from '../../domain/device/device.ts';
import type { Session, SessionKey } from '../../domain/session/session.ts';
import { secondsOf } from '../../domain/sign-out/end-sessions.ts';

/** How the records lie in the sessions table. Keys and `expiresAt` exist here only; the rest is the record itself. */

export interface Key {
  pk: string;
  sk: string;
}

export interface Retention {
  activityDays: number;
  signedOutDeviceDays: number;
}

export const daySeconds = 86_400;

export const accountKey = (accountId: AccountId): Key => ({ pk: `ACCOUNT#${accountId}`, sk: 'META' });
export const deviceKey = (accountId: AccountId, id: string): Key => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `DEVICE#${id}`,
});
export const sessionKey = (accountId: AccountId, key: SessionKey): Key => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `SESSION#${key}`,
});
/** Without the id's prefix: the order of the keys is the order of time. */
export const activityKey = (accountId: AccountId, id: string): Key => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `ACTIVITY#${id.slice('act_'.length)}`,
});

/** Time to live deletes this item when a session ends before its tokens do, and the stream tells of it. */
export const sessionEndKey = (accountId: AccountId, id: SessionId): Key => ({
  pk: `ACCOUNT#${accountId}`,
  sk: `SESSION_END#${id}`,
});
/** By its hash: a push token may be longer than a key. */
export const pushTokenKey = ({ platform, token }: PushRegistration): Key => ({
  pk: `PUSH_TOKEN#${createHash('sha256').update(`${platform}:${token}`).digest('base64url')}`,
  sk: 'OWNER',
});
/** A key is a UUID of Cognito's, so that none can be taken for another. */
export const vaultKey = (key: SessionKey, brought: 'first' | 'later'): Pick<Key, 'pk'> => ({
  pk: brought === 'first' ? `SESSION#${key}` : `SESSION#${key}#LATER`,
});

/** An account is in the index of reviews while it has a day on which it is due. */
export const accountItem = (account: Account) => ({
  ...accountKey(account.accountId),
  type: 'account' as const,
  ...account,
  ...(account.reviewDueAt !== undefined && { [reviewIndex.shard]: reviewShardOf(account.accountId) }),
});

/** Spread evenly, and the same for good. */
const reviewShardOf = (accountId: AccountId): string =>
  reviewShards[createHash('sha256').update(accountId).digest().readUInt8() % reviewShards.length] ?? '';

/** The account that a key of the index of reviews belongs to. */
export const accountIdOf = ({ pk }: Pick<Key, 'pk'>): AccountId => pk.slice('ACCOUNT#'.length);

/** A session's row outlives its tokens by a day, and its end is compared as well: time to live deletes late. */
export const sessionItem = (session: Session) => ({
  ...sessionKey(session.accountId, session.key),
  type: 'session' as const,
  ...session,
  expiresAt: session.tokensEndAt + daySeconds,
});

export const deviceItem = (device: Device, retention: Retention) => ({
  ...deviceKey(device.accountId, device.id),
  type: 'device' as const,
  ...device,
  ...(device.state === 'signed-out' && {
    expiresAt: secondsOf(device.signOut?.requestedAt ?? device.lastSeenAt) + retention.signedOutDeviceDays * daySeconds,
  }),
});

export const activityItem = (activity: Activity, retention: Retention) => ({
  ...activityKey(activity.accountId, activity.id),
  ...activity,
  type: 'activity' as const,
  activityType: activity.type,
  expiresAt: secondsOf(activity.at) + retention.activityDays * daySeconds,
});

type Item = Record<string, unknown>;

/**
 * The record in an item that this code has written.
 *
 * @throws where the item is of another type: stored rubbish must not pass for a session
 */
const record =
  <Stored>(type: string) =>
  (item: Item): Stored => {
    if (item['type'] !== type) throw new TypeError(`expected an item of type ${type}`);
    const { pk: _pk, sk: _sk, type: _type, expiresAt: _expiresAt, ...rest } = item;
    return rest as Stored;
  };

export const toAccount = (item: Item): Account => {
  const { [reviewIndex.shard]: _shard, ...account } = record<Account & { reviewShard?: string }>('account')(item);
  return account;
};
export const toSession = record<Session>('session');
export const toDevice = record<Device>('device');
export const toActivity = (item: Item): Activity => {
  const { activityType, ...rest } = record<Omit<Activity, 'type'> & { activityType: Activity['type'] }>('activity')(
    item,
  );
  return { ...rest, type: activityType };
};

/** What is kept of a session's scheduled end. */
export const toSessionEnd = record<{ accountId: AccountId; deviceId: DeviceId; id: SessionId }>('session-end');
