import type { DeviceId, SessionId, SignOutReason } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { liveSessionsOf } from '../device/device.ts';
import type { Device } from '../device/device.ts';
import type { Change, World } from '../ports.ts';
import type { Session } from '../session/session.ts';
import { untilCommitted } from '../until-committed.ts';
import { checkActor } from './actor.ts';
import type { ActorEnded } from './actor.ts';
import { endSessions, markSignedOut, secondsOf } from './end-sessions.ts';
import { withReceipt } from './record-receipt.ts';
import { deviceChanges, deviceSignedOut, settle } from './settle.ts';
import type { SignOut } from './sign-out.ts';

export type SignOutDeviceOutcome =
  /** Done now, or already as asked: the device carries the receipt. */
  { kind: 'signed-out'; account: Account; device: Device } | { kind: 'not-found' } | ActorEnded;

/**
 * Signs out the sessions on a device: all of them, or the one that `only` names. Repeating it changes nothing.
 * The sessions, the device, the account's last sign-out and the activity are one transaction, which holds only while
 * the session that asks is itself still signed in.
 */
export const signOutDevice = (
  world: World,
  order: { actor: Session; deviceId: DeviceId; only?: SessionId; reason: SignOutReason },
): Promise<SignOutDeviceOutcome> => {
  const { accountId } = order.actor;
  const orderId = world.newId.activity();

  return untilCommitted<SignOutDeviceOutcome>(world, async () => {
    const now = world.now();
    const snapshot = await world.store.read(accountId, { session: order.actor.key, device: order.deviceId });
    const check = checkActor(snapshot, now);
    if (check.kind === 'actor-ended') return check;
    const { account, actor } = check;

    const before = snapshot.device;
    if (!before || (order.only && !before.sessions[order.only])) return { kind: 'not-found' };

    const settled = settle(world, before, account, now);
    const ids = liveSessionsOf(settled.device, account, now)
      .map(([id]) => id)
      .filter((id) => order.only === undefined || id === order.only);

    const changes: Change[] = settled.activity.map((activity) => ({ kind: 'activity', activity }));
    let after = settled.device;
    if (ids.length > 0) {
      const signOut: SignOut = {
        orderId,
        requestedAt: now.toISOString(),
        requestedBy: actor.deviceId,
        reason: order.reason,
      };
      after = markSignedOut(endSessions(settled.device, ids, signOut, account, now), signOut);
      // Who asks for its own end has been told; the other apps on its device have not.
      if (ids.includes(actor.id)) {
        after = withReceipt(after, actor.id, { ...signOut, deliveredAt: signOut.requestedAt });
      }
      const activity = deviceSignedOut(world, before, ids, signOut, orderId);
      changes.push(
        { kind: 'last-sign-out', account, at: Math.max(account.lastSignOutAt ?? 0, secondsOf(now)) },
        { kind: 'activity', activity: order.only ? { ...activity, type: 'session-signed-out' } : activity },
      );
      if (!ids.includes(actor.id)) changes.push({ kind: 'session-unchanged', session: actor });
    }
    changes.push(...(await deviceChanges(world.store, before, after)));

    if (changes.length > 0 && (await world.store.commit(accountId, changes)) === 'conflict') return 'conflict';
    return { kind: 'signed-out', account, device: after };
  });
};
