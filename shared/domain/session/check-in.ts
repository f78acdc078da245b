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
  const { accountId, key, deviceId } = brought.session;

  return untilCommitted<CheckInOutcome>(world, async () => {
    if (!brought.refreshToken && !brought.push) return { kind: 'active' };

    const snapshot = await world.store.read(accountId, { session: key, device: deviceId });
    const check = checkActor(snapshot, world.now());
    if (check.kind === 'actor-ended') return check;

    const changes: Change[] = [{ kind: 'session-unchanged', session: check.actor }];
    if (brought.refreshToken) {
      changes.push({ kind: 'refresh-token', session: check.actor, refreshToken: brought.refreshToken });
    }
    const { device } = snapshot;
    if (brought.push && device && !samePush(brought.push, device.push)) {
      changes.push({ kind: 'device', before: device, after: { ...device, push: brought.push } });
    }
    return (await world.store.commit(accountId, changes)) === 'conflict' ? 'conflict' : { kind: 'active' };
  });
};

const samePush = (a: PushRegistration, b: PushRegistration | undefined) =>
  a.platform === b?.platform && a.token === b.token;
