import type { ReviewId } from '../../contracts/values.ts';
import type { Account, AccountId } from '../account/account.ts';
import type { Snapshot } from '../ports.ts';
import { linkStanding } from '../review/review.ts';
import { standingOf } from '../session/session.ts';
import type { Session, SessionKey, Standing } from '../session/session.ts';

/** An order of a session that was itself signed out meanwhile does not count. */
export interface ActorEnded {
  kind: 'actor-ended';
  standing: Exclude<Standing, { kind: 'live' }>;
}

/** The review that a link led to was finished, or its account is gone. */
export interface LinkOver {
  kind: 'link-finished' | 'link-gone';
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

/** Who gives an order: a session, or whoever has a link of a mail. It is checked with every attempt. */
export interface Authority<Refused, By = BySession | ByReviewLink> {
  accountId: AccountId;
  /** What has to be read to check it. */
  sessionKey?: SessionKey;
  check(snapshot: Snapshot, now: Date): { granted: { account: Account; by: By } } | { refused: Refused };
}

export interface BySession {
  kind: 'session';
  session: Session;
}
export interface ByReviewLink {
  kind: 'review-link';
  reviewId: ReviewId;
}
/** Good for turning reminders off, and for as long as there is the account. */
export interface ByUnsubscribeLink {
  kind: 'unsubscribe-link';
}

export const sessionAuthority = ({ accountId, key }: Session): Authority<ActorEnded, BySession> => ({
  accountId,
  sessionKey: key,
  check(snapshot, now) {
    const checked = checkActor(snapshot, now);
    return checked.kind === 'live'
      ? { granted: { account: checked.account, by: { kind: 'session', session: checked.actor } } }
      : { refused: checked };
  },
});

/** The link has been verified; whether its review is still open is checked here. */
export const reviewLinkAuthority = (accountId: AccountId, reviewId: ReviewId): Authority<LinkOver, ByReviewLink> => ({
  accountId,
  check({ account }) {
    const standing = linkStanding(account, reviewId);
    return account && standing === 'open'
      ? { granted: { account, by: { kind: 'review-link', reviewId } } }
      : { refused: { kind: standing === 'finished' ? 'link-finished' : 'link-gone' } };
  },
});

export const unsubscribeLinkAuthority = (accountId: AccountId): Authority<LinkOver, ByUnsubscribeLink> => ({
  accountId,
  check: ({ account }) =>
    account ? { granted: { account, by: { kind: 'unsubscribe-link' } } } : { refused: { kind: 'link-gone' } },
});
