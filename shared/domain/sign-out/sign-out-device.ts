import type { DeviceId, SessionId, SignOutReason } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { liveSessionsOf } from '../device/device.ts';
import type { Device } from '../device/device.ts';
import type { Change, World } from '../ports.ts';
import { untilCommitted } from '../until-committed.ts';
import type { Authority } from './actor.ts';
import { endSessions, markSignedOut, secondsOf } from './end-sessions.ts';
import { withReceipt } from './record-receipt.ts';
import { deviceChanges, deviceSignedOut, settle } from './settle.ts';
import type { SignOut } from './sign-out.ts';

export type SignOutDeviceOutcome<Refused> =
  /** Done now, or already as asked: the device carries the receipt. */
  { kind: 'signed-out'; account: Account; device: Device } | { kind: 'not-found' } | Refused;

/**
 * Signs out the sessions on a device: all of them, or the one that `only` names. Repeating it changes nothing.
 * The sessions, the device, the account's last sign-out and the activity are one transaction, which holds only while
 * whoever asks may still do so.
 */
export const signOutDevice = <Refused extends { kind: string }>(
  world: World,
  order: { authority: Authority<Refused>; deviceId: DeviceId; only?: SessionId; reason: SignOutReason },
): Promise<SignOutDeviceOutcome<Refused>> => {
  const { accountId, sessionKey } = order.authority;
  const orderId = world.newId.activity();

  return untilCommitted<SignOutDeviceOutcome<Refused>>(world, async () => {
    const now = world.now();
    const snapshot = await world.store.read(accountId, {
      ...(sessionKey !== undefined && { session: sessionKey }),
      device: order.deviceId,
    });
    const checked = order.authority.check(snapshot, now);
    if ('refused' in checked) return checked.refused;
    const { account, by } = checked.granted;

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
        requestedBy: by.kind === 'session' ? by.session.deviceId : null,
        reason: order.reason,
      };
      after = markSignedOut(endSessions(settled.device, ids, signOut, account, now), signOut);
      const activity = deviceSignedOut(world, before, ids, signOut, orderId);
      changes.push(
        {
          kind: 'last-sign-out',
          account,
          at: Math.max(account.lastSignOutAt ?? 0, secondsOf(now)),
          ...(by.kind === 'review-link' && { review: by.reviewId }),
        },
        {
          kind: 'activity',
          activity: {
            ...activity,
            ...(order.only && { type: 'session-signed-out' }),
            ...(by.kind === 'review-link' && { detail: by.kind }),
          },
        },
      );
      if (by.kind === 'session' && !ids.includes(by.session.id)) {
        changes.push({ kind: 'session-unchanged', session: by.session });
      }
      // Who asks for its own end has been told; the other apps on its device have not.
      if (by.kind === 'session' && ids.includes(by.session.id)) {
        after = withReceipt(after, by.session.id, { ...signOut, deliveredAt: signOut.requestedAt });
      }
    }
    changes.push(...(await deviceChanges(world.store, before, after)));

    if (changes.length > 0 && (await world.store.commit(accountId, changes)) === 'conflict') return 'conflict';
    return { kind: 'signed-out', account, device: after };
  });
};
