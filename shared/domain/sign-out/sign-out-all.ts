import type { SignOutReason, Timestamp } from '../../contracts/values.ts';
import { activityOf } from '../activity/activity.ts';
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
 * records of the single devices follow from the table's stream.
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

    const requestedAt = now.toISOString();
    const signOut: SignOut = { orderId, requestedAt, requestedBy: actor.deviceId, reason: order.reason };
    const { signedOutExcept: _, ...rest } = account;
    const committed = await world.store.commit(accountId, [
      {
        kind: 'account',
        before: account,
        after: {
          ...rest,
          signedOutBefore: secondsOf(now),
          ...(order.scope === 'others' && { signedOutExcept: actor.deviceId }),
          signOutAll: signOut,
          lastSignOutAt: secondsOf(now),
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
        }),
      },
    ]);
    return committed === 'conflict' ? 'conflict' : { kind: 'signed-out', requestedAt };
  });
};
