import { endsSessions } from '../../contracts/event-names.ts';
import type { SecurityEvent } from '../../contracts/security-event.ts';
import type { ActivityId, DeviceId } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import type { World } from '../ports.ts';
import type { Session } from '../session/session.ts';
import { noteStep } from '../sign-out/note-step.ts';
import { untilCommitted } from '../until-committed.ts';
import { eachInTurn } from './each-in-turn.ts';
import type { PushPlatforms, PushTokens } from './ports.ts';

type PushWorld = World & { pushTokens: PushTokens; platforms: PushPlatforms };

/**
 * Pushes a hint to every app that the activity has ended a session of, and notes it on the receipts. The push is a
 * hint to check in, never the order itself: a device that gets it twice, or never, is refused all the same.
 *
 * @returns to how many apps it went
 */
export const pushToDevice = async (
  world: PushWorld,
  ended: { accountId: AccountId; activityId: ActivityId; deviceId: DeviceId; event: SecurityEvent },
): Promise<number> => {
  const { accountId, activityId, deviceId, event } = ended;
  const activity = await world.store.readActivity(accountId, activityId);
  if (!activity || !endsSessions(activity.type)) return 0;
  const keys = activity.sessions.map(({ key }) => key);
  return eachInTurn(await world.store.readSessions(accountId, keys), async (session) => {
    // Once: the app has had its hint.
    if (session.signOut?.pushedAt || !(await pushOne(world, session, event))) return false;
    await noteStep(world, { accountId, deviceId, keys: [session.key], step: 'pushedAt' });
    return true;
  });
};

const pushOne = async (world: PushWorld, session: Session, event: SecurityEvent): Promise<boolean> => {
  const { push } = session;
  if (!push) return false;
  const owner = await world.pushTokens.owner(push);
  // The token belongs to another account by now, whose device must not hear of this one.
  if (owner?.key !== session.key || owner.accountId !== session.accountId) return false;

  const endpoint = owner.endpoint ?? (await provideEndpoint(world, session));
  if (endpoint === undefined) return false;
  const outcome = await world.platforms.send(endpoint, push.platform, event);
  switch (outcome) {
    case 'sent':
      return true;
    case 'no-endpoint': {
      // Whoever deleted it did not mean the token: it gets another one.
      const another = await provideEndpoint(world, session);
      if (another === undefined) return false;
      if ((await world.platforms.send(another, push.platform, event)) === 'sent') return true;
      await forget(world, session);
      return false;
    }
    case 'gone':
      await forget(world, session);
      return false;
  }
};

/** The platform is asked when the first push is due, and not at the registration, which would have to wait for it. */
const provideEndpoint = async (world: PushWorld, session: Session): Promise<string | undefined> => {
  if (!session.push) return undefined;
  const provided = await world.platforms.provideEndpoint(session.push);
  switch (provided.kind) {
    case 'endpoint':
      await world.pushTokens.remember(session.push, session, provided.endpoint);
      return provided.endpoint;
    case 'no-platform':
      return undefined;
    case 'bad-token':
      await forget(world, session);
      return undefined;
  }
};

const forget = async (world: PushWorld, { accountId, key, push }: Session): Promise<void> => {
  await untilCommitted(world, async () => {
    const [before] = await world.store.readSessions(accountId, [key]);
    if (!before?.push || before.push.token !== push?.token) return 'done';
    const { push: _, ...after } = before;
    return (await world.store.commit(accountId, [{ kind: 'session', before, after }])) === 'conflict'
      ? 'conflict'
      : 'done';
  });
  if (push) await world.pushTokens.forget(push, { accountId, key });
};
