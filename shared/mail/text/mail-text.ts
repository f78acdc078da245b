import type { MailLanguage } from '../../contracts/values.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** All that the mails say, as English has it: another language is complete or does not compile. */
export type MailText = typeof en;

export const mailText: Record<MailLanguage, MailText> = { en, de };
