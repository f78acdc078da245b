import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { mailTags } from '../../contracts/mail-tags.ts';
import { MailRefusedError } from '../../domain/review/ports.ts';
import type { Mailer } from '../../domain/telling/ports.ts';

export interface MailerProps {
  from: string;
  replyTo?: string | undefined;
  configurationSet: string;
}

/**
 * Mail by SES. Every mail carries the account as a tag, so that what SES tells of it finds its way back. A warning is
 * transactional and carries nothing to unsubscribe by; a reminder carries what RFC 8058 asks for.
 *
 * The SDK sends once: what it would send again after a time-out may have gone out. The queue decides.
 */
export const sesMailer = ({ from, replyTo, configurationSet }: MailerProps): Mailer => {
  const client = new SESv2Client({
    maxAttempts: 1,
    // Well within the time of the functions: what is given up on by themselves, they can still say so.
    requestHandler: { connectionTimeout: 2000, requestTimeout: 8000, throwOnRequestTimeout: true },
  });
  const text = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    async send({ to, accountId, subject, text: plain, html, review }) {
      const tag = (Name: string, Value: string) => ({ Name, Value });
      const command = new SendEmailCommand({
        FromEmailAddress: from,
        ...(replyTo && { ReplyToAddresses: [replyTo] }),
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: configurationSet,
        EmailTags: [
          // A tag takes letters, digits, - and _ only.
          tag(mailTags.account, Buffer.from(accountId).toString('base64url')),
          ...(review ? [tag(mailTags.review, review.id)] : []),
        ],
        Content: {
          Simple: {
            Subject: text(subject),
            Body: { Text: text(plain), Html: text(html) },
            ...(review && {
              Headers: [
                { Name: 'List-Unsubscribe', Value: `<${review.oneClick}>` },
                { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
              ],
            }),
          },
        },
      });
      try {
        await client.send(command);
      } catch (error) {
        throw isRefusal(error) ? new MailRefusedError('SES did not take a mail', { cause: error }) : error;
      }
    },
  };
};

/** SES has answered that it will not: an answer of a fault of its own says nothing of the mail. */
const isRefusal = (error: unknown): boolean => error instanceof Error && '$fault' in error && error.$fault === 'client';
