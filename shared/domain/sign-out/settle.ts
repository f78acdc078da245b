import type { SessionId } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { activityOf } from '../activity/activity.ts';
import type { Activity } from '../activity/activity.ts';
import { sessionsOf } from '../device/device.ts';
import type { Device } from '../device/device.ts';
import type { AccountStore, Change, World } from '../ports.ts';
import { endSession, endSessions, markSignedOut, unsettledSessions } from './end-sessions.ts';
import type { SignOut } from './sign-out.ts';

/**
 * Brings a device up to date with the account-wide order that covers it. The order has been in force since it was
 * written; this only makes the records say so.
 */
export const settle = (
  world: Pick<World, 'newId' | 'now'>,
  device: Device,
  account: Account,
): { device: Device; activity: Activity[] } => {
  const now = world.now();
  const ids = unsettledSessions(device, account, now);
  const order = account.signOutAll;
  if (ids.length === 0 || !order) return { device, activity: [] };
  return {
    device: markSignedOut(endSessions(device, ids, order, account, now), order),
    activity: [deviceSignedOut(world, device, ids, order)],
  };
};

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
  });

export const sessionsOnDevice = (device: Device, ids: readonly SessionId[]): Activity['sessions'] =>
  sessionsOf(device)
    .filter(([id]) => ids.includes(id))
    .map(([id, { app }]) => ({ id, app }));

/** The changes that take a device, and the rows of the sessions that ended on the way, from `before` to `after`. */
export const deviceChanges = async (store: AccountStore, before: Device, after: Device): Promise<Change[]> => {
  if (before === after) return [];
  const ended = new Map<string, SignOut>();
  for (const [id, session] of sessionsOf(after)) {
    if (session.signOut && before.sessions[id]?.state !== session.state) ended.set(session.key, session.signOut);
  }
  const rows = ended.size > 0 ? await store.readSessions(after.accountId, [...ended.keys()]) : [];
  return [
    { kind: 'device', before, after },
    ...rows.flatMap((row): Change[] => {
      const signOut = ended.get(row.key);
      return signOut ? [{ kind: 'session', before: row, after: endSession(row, signOut) }] : [];
    }),
  ];
};
