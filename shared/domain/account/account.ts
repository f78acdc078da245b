import type { CalendarDate, DeviceId, MailLanguage, Timestamp } from '../../contracts/values.ts';
import type { ReviewState } from '../review/review.ts';
import type { SignOut } from '../sign-out/sign-out.ts';

/** A Cognito `sub`. Cognito documents no form for it, so none is assumed. */
export type AccountId = string;

/** Whole seconds since 1970, as in a JWT's `auth_time`. */
export type EpochSeconds = number;

/** What is true of the whole account: stored once, read with every guarded request. */
export interface Account {
  accountId: AccountId;
  /** Counts the changes; every conditional write names the one it saw. */
  version: number;
  createdAt: Timestamp;
  email?: string;
  /** Every session authenticated at or before this second is signed out, whether its own row says so yet or not. */
  signedOutBefore?: EpochSeconds;
  /** The one device that `signedOutBefore` leaves alone: the one that signed out the others. */
  signedOutExcept?: DeviceId;
  /** The order behind `signedOutBefore`. */
  signOutAll?: SignOut;
  /** When anything on the account was last signed out. */
  lastSignOutAt?: EpochSeconds;
  /** The day on which the owner is next asked to review the devices, in the stage's time zone. */
  reviewDueAt?: CalendarDate;
  review?: ReviewState;
  /** Whether the owner wants to be reminded of reviews; so unless said otherwise. */
  reminders?: boolean;
  /** Of all e-mails; English unless said otherwise. */
  language?: MailLanguage;
  /** Mails to this address do not arrive, or are not wanted. */
  undeliverable?: { address: string; because: 'bounced' | 'complained'; at: Timestamp };
}
