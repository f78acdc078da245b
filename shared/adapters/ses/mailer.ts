import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mailer } from '../../domain/telling/ports.ts';

/** Mail by SES. It is transactional, so it carries nothing to unsubscribe by. */
export const sesMailer = (from: string): Mailer => {
  const client = new SESv2Client({});
  const text = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    async send(mail) {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [mail.to] },
          Content: {
            Simple: { Subject: text(mail.subject), Body: { Text: text(mail.text), Html: text(mail.html) } },
          },
        }),
      );
    },
  };
};
