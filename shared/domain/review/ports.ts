import type { CalendarDate, ReviewId, Timestamp } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';

/** What a link in a mail is good for, and nothing else. */
export type LinkPurpose = 'review' | 'unsubscribe';

export interface ReviewLink {
  accountId: AccountId;
  reviewId: ReviewId;
  expiresAt: Timestamp;
}

/** Links of mails: signed, for one purpose, until they expire. */
export interface LinkSigner {
  sign(purpose: LinkPurpose, link: ReviewLink): Promise<string>;
}
export interface LinkVerifier {
  verify(
    token: string,
    purpose: LinkPurpose,
  ): Promise<({ kind: 'valid' } & ReviewLink) | { kind: 'expired' } | { kind: 'invalid' }>;
}

/** The accounts that are to be asked, found without reading any other. */
export interface ReviewCalendar {
  /** Whoever is due on `dueBy` or before, the longest due first, from after `after`. */
  listDue(
    shard: string,
    query: { dueBy: CalendarDate; after?: DueAccount | undefined; limit: number },
  ): Promise<{ accounts: DueAccount[]; more: boolean }>;
}

export interface DueAccount {
  accountId: AccountId;
  dueOn: CalendarDate;
}

/** The mail service did not take the mail, and said so. Where it said nothing, the mail may have gone out. */
export class MailRefusedError extends Error {
  override name = 'MailRefusedError';
}
