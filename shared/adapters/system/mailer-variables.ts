import * as z from 'zod/mini';
import type { MailerProps } from '../ses/mailer.ts';
import { variable } from './read-environment.ts';

/** The variables of every function that sends mails. */
export const mailerVariables = {
  MAIL_FROM: variable.text,
  MAIL_REPLY_TO: z.optional(variable.text),
  MAIL_CONFIGURATION_SET: variable.text,
};

export const mailerProps = (variables: {
  MAIL_FROM: string;
  MAIL_REPLY_TO?: string | undefined;
  MAIL_CONFIGURATION_SET: string;
}): MailerProps => ({
  from: variables.MAIL_FROM,
  replyTo: variables.MAIL_REPLY_TO,
  configurationSet: variables.MAIL_CONFIGURATION_SET,
});
