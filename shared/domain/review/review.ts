import type { CalendarDate, DeviceId, ReviewId, Timestamp } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { dayOf, monthAfter } from './calendar.ts';

/** The link of a mail is good for so long: until the next one has come. */
export const reviewDays = 31;

/** Where an account is with its reviews. The day on which it is next due is `Account.reviewDueAt`. */
export interface ReviewState {
  /** Of the month. */
  day: number;
  lastReviewedAt?: Timestamp;
  /** Where the owner has said to be, by keeping devices that were there: codes of countries, the latest first. */
  countries?: string[];
  /** Devices that were new in the last review, and that the owner did not decide on: they are new in the next, too. */
  undecided?: DeviceId[];
  mail?: ReviewMail;
}

/**
 * The last mail that asked for a review, and the one that its link is bound to. It is claimed before it is sent:
 * without `sentAt`, somebody is sending it until `claimedUntil`, or was when it was killed.
 */
export interface ReviewMail {
  id: ReviewId;
  /** The day that it was sent for. */
  dueOn: CalendarDate;
  claimedUntil: Timestamp;
  /** The first claim has run out without a word of SES; another one was waited for. */
  waitedFor?: boolean;
  /** It has certainly not gone out: SES refused it, or was not asked. */
  notSent?: boolean;
  sentAt?: Timestamp;
  /** Its review was finished, or another one was. */
  finishedAt?: Timestamp;
}

/** The account with a first day to be asked on, a month from today, unless it has one. */
export const withReviewDue = (account: Account, today: CalendarDate): Account => {
  if (account.reviewDueAt !== undefined) return account;
  const day = account.review?.day ?? dayOf(today);
  return { ...account, reviewDueAt: monthAfter(today, day), review: { ...account.review, day } };
};

/** Whether the link of this mail still leads to a review. */
export const linkStanding = (account: Account | undefined, id: ReviewId): 'open' | 'finished' | 'gone' => {
  const mail = account?.review?.mail;
  // A link outlives its mail's place here only where another mail has taken it.
  if (!account || !mail) return 'gone';
  return mail.id === id && mail.finishedAt === undefined ? 'open' : 'finished';
};
