import type { SessionId } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { activityOf } from '../activity/activity.ts';
import type { Activity } from '../activity/activity.ts';
import { sessionsOf } from '../device/device.ts';
import type { Device } from '../device/device.ts';
import type { AccountStore, Change, World } from '../ports.ts';
import {
  endSession,
  endSessions,
  expiredSessions,
  expireSessions,
  markSignedOut,
  unsettledSessions,
} from './end-sessions.ts';
import type { SignOut } from './sign-out.ts';

/**
 * Brings a device up to date with what has ended its sessions without writing to them: the account-wide order that
 * covers it, and their own end. Both have been in force all along; this only makes the records say so.
 */
export const settle = (
  world: Pick<World, 'newId'>,
  device: Device,
  account: Account,
  now: Date,
): { device: Device; activity: Activity[] } => {
  const order = account.signOutAll;
  const covered = order ? unsettledSessions(device, account, now) : [];
  const expired = expiredSessions(device, account, now);
  if (covered.length + expired.length === 0) return { device, activity: [] };

  const withoutExpired = expireSessions(device, expired, account, now);
  const activity = expired.map((id) => sessionExpired(world, device, id));
  if (!order || covered.length === 0) return { device: withoutExpired, activity };
  return {
    device: markSignedOut(endSessions(withoutExpired, covered, order, account, now), order),
    activity: [...activity, deviceSignedOut(world, device, covered, order)],
  };
};

const sessionExpired = (world: Pick<World, 'newId'>, device: Device, id: SessionId): Activity =>
  activityOf({
    accountId: device.accountId,
    id: world.newId.activity(),
    type: 'session-expired',
    at: new Date((device.sessions[id]?.endsAt ?? 0) * 1000).toISOString(),
    device: { id: device.id, name: device.name },
    sessions: sessionsOnDevice(device, [id]),
  });

/** The activity of sessions on one device that ended by an order. */
export const deviceSignedOut = (
  world: Pick<World, 'newId'>,
  device: Device,
  ids: readonly SessionId[],
  signOut: SignOut,
  id = world.newId.activity(),
): Activity =>
  activityOf({
    accountId: device.accountId,
    id,
    type: 'device-signed-out',
    at: signOut.requestedAt,
    device: { id: device.id, name: device.name },
    sessions: sessionsOnDevice(device, ids),
    by: signOut.requestedBy,
    reason: signOut.reason,
    order: signOut.orderId,
  });

export const sessionsOnDevice = (device: Device, ids: readonly SessionId[]): Activity['sessions'] =>
  sessionsOf(device)
    .filter(([id]) => ids.includes(id))
    .map(([id, { key, app }]) => ({ id, key, app }));

/** The changes that take a device, and the rows of the sessions that ended on the way, from `before` to `after`. */
export const deviceChanges = async (store: AccountStore, before: Device, after: Device): Promise<Change[]> => {
  if (before === after) return [];
  const ended = new Map(
    sessionsOf(after)
      .filter(([id, { state }]) => state !== 'active' && before.sessions[id]?.state !== state)
      .map(([, session]) => [session.key, session]),
  );
  const rows = ended.size > 0 ? await store.readSessions(after.accountId, [...ended.keys()]) : [];
  return [
    { kind: 'device', before, after },
    ...rows.flatMap((row): Change[] => {
      const session = ended.get(row.key);
      return session ? [{ kind: 'session', before: row, after: endSession(row, session) }] : [];
    }),
  ];
};
