import type { PushRegistration } from '../../contracts/values.ts';
import type { Change, World } from '../ports.ts';
import { checkActor } from '../sign-out/actor.ts';
import type { ActorEnded } from '../sign-out/actor.ts';
import { untilCommitted } from '../until-committed.ts';
import type { Session } from './session.ts';

export type CheckInOutcome = { kind: 'active' } | ActorEnded;

/**
 * A device asks whether it is still signed in, which the guard has answered, and may bring a new refresh or push
 * token. What it brings is taken only while the session is live.
 */
export const checkIn = (
  world: World,
  brought: { session: Session; refreshToken?: string | undefined; push?: PushRegistration | undefined },
): Promise<CheckInOutcome> => {
  const { accountId, key } = brought.session;

  return untilCommitted<CheckInOutcome>(world, async () => {
    if (!brought.refreshToken && !brought.push) return { kind: 'active' };

    const check = checkActor(await world.store.read(accountId, { session: key }), world.now());
    if (check.kind === 'actor-ended') return check;
    const session = check.actor;

    const { push } = brought;
    const changes: Change[] = [
      push && !samePush(push, session.push)
        ? { kind: 'session', before: session, after: { ...session, push } }
        : { kind: 'session-unchanged', session },
    ];
    // Also where it is the same: another account on this device may have claimed it meanwhile.
    if (push) changes.push({ kind: 'push-token-claimed', session, push });
    if (brought.refreshToken) {
      changes.push({ kind: 'refresh-token', session, refreshToken: brought.refreshToken, brought: 'later' });
    }
    return (await world.store.commit(accountId, changes)) === 'conflict' ? 'conflict' : { kind: 'active' };
  });
};

const samePush = (a: PushRegistration, b: PushRegistration | undefined) =>
  a.platform === b?.platform && a.token === b.token;
