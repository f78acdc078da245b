import type { SkipReason } from '../../shared/domain/review/ask-for-review.ts';

/** Why an owner is not asked, for the person at the terminal. */
const words: Record<SkipReason, string> = {
  'no-active-device': 'no device is signed in',
  'reminders-off': 'reminders are off',
  'no-address': 'no verified address',
  bounced: 'mails to the address came back',
  complained: 'the owner called a mail unwanted',
};

/** Also of a reason that is not known here. */
export const skipWords = (reason: string): string => new Map(Object.entries(words)).get(reason) ?? reason;
