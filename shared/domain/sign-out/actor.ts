import type { Account } from '../account/account.ts';
import type { Snapshot } from '../ports.ts';
import { standingOf } from '../session/session.ts';
import type { Session, Standing } from '../session/session.ts';

/** An order of a session that was itself signed out meanwhile does not count. */
export interface ActorEnded {
  kind: 'actor-ended';
  standing: Exclude<Standing, { kind: 'live' }>;
}

/** Whether the session that gives an order may still do so, on a fresh read. */
export const checkActor = (
  { account, session }: Snapshot,
  now: Date,
): { kind: 'live'; account: Account; actor: Session } | ActorEnded => {
  if (!account || !session) return { kind: 'actor-ended', standing: { kind: 'expired' } };
  const standing = standingOf(session, session.deviceId, account, now);
  return standing.kind === 'live' ? { kind: 'live', account, actor: session } : { kind: 'actor-ended', standing };
};
