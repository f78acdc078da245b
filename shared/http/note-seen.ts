import type { Session } from '../domain/session/session.ts';
import type { EndpointDeps } from './call.ts';
import type { Edge } from './edge.ts';

/** "Last seen" is as exact as this, in milliseconds: a write for every request would cost more than it tells. */
const lastSeenEvery = 5 * 60 * 1000;

/** Notes that the session was seen, at most once per five minutes. It never makes a request fail. */
export const noteSeen = async ({ world, log }: EndpointDeps, session: Session, edge: Edge): Promise<void> => {
  const now = world.now();
  const ifBefore = new Date(now.getTime() - lastSeenEvery).toISOString();
  if (session.lastSeenAt >= ifBefore) return;
  try {
    await world.store.noteSeen(session, { at: now.toISOString(), place: edge.place, ifBefore });
  } catch (error) {
    log.warn('RSO_LAST_SEEN_NOT_NOTED', { sessionId: session.id }, error);
  }
};
