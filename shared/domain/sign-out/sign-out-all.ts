import type { SignOutReason, Timestamp } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { activityOf } from '../activity/activity.ts';
import { isActive } from '../device/device.ts';
import type { World } from '../ports.ts';
import type { Session } from '../session/session.ts';
import { untilCommitted } from '../until-committed.ts';
import { checkActor } from './actor.ts';
import type { ActorEnded } from './actor.ts';
import { secondsOf } from './end-sessions.ts';
import type { SignOut } from './sign-out.ts';

export type SignOutAllOutcome = { kind: 'signed-out'; requestedAt: Timestamp } | ActorEnded;

/**
 * Signs out all other devices, or everything: one write, in force at once however many sessions there are. The
 * records of the single devices follow from the table's stream. Repeated, with nobody signed in elsewhere since, it
 * changes nothing and answers as the first time.
 */
export const signOutAll = (
  world: World,
  order: { actor: Session; scope: 'others' | 'everywhere'; reason: SignOutReason },
): Promise<SignOutAllOutcome> => {
  const { accountId } = order.actor;
  const orderId = world.newId.activity();

  return untilCommitted<SignOutAllOutcome>(world, async () => {
    const now = world.now();
    const check = checkActor(await world.store.read(accountId, { session: order.actor.key }), now);
    if (check.kind === 'actor-ended') return check;
    const { account, actor } = check;

    const standing = order.scope === 'others' ? await stillInForce(world, account, actor, now) : undefined;
    if (standing) return { kind: 'signed-out', requestedAt: standing.requestedAt };

    const requestedAt = now.toISOString();
    const signOut: SignOut = { orderId, requestedAt, requestedBy: actor.deviceId, reason: order.reason };
    const { signedOutExcept: _, ...rest } = account;
    const committed = await world.store.commit(accountId, [
      {
        kind: 'account',
        before: account,
        after: {
          ...rest,
          signedOutBefore: Math.max(account.signedOutBefore ?? 0, secondsOf(now)),
          ...(order.scope === 'others' && { signedOutExcept: actor.deviceId }),
          signOutAll: signOut,
          lastSignOutAt: Math.max(account.lastSignOutAt ?? 0, secondsOf(now)),
        },
      },
      { kind: 'session-unchanged', session: actor },
      {
        kind: 'activity',
        activity: activityOf({
          accountId,
          id: orderId,
          type: order.scope === 'others' ? 'others-signed-out' : 'everywhere-signed-out',
          at: requestedAt,
          by: actor.deviceId,
          reason: order.reason,
          order: orderId,
        }),
      },
    ]);
    return committed === 'conflict' ? 'conflict' : { kind: 'signed-out', requestedAt };
  });
};

/** The order by which this device signed out the others before, where nobody has signed in elsewhere since. */
const stillInForce = async (
  world: World,
  account: Account,
  actor: Session,
  now: Date,
): Promise<SignOut | undefined> => {
  if (account.signedOutExcept !== actor.deviceId) return undefined;
  for await (const device of world.store.listDevices(account.accountId, { state: 'active', step: 20 })) {
    if (device.id !== actor.deviceId && isActive(device, account, now)) return undefined;
  }
  return account.signOutAll;
};
