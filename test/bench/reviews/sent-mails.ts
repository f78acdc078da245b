import { mailTags } from '../../../shared/contracts/mail-tags.ts';
import { mailEvent } from '../../../shared/contracts/review-messages.ts';
import type { System } from '../system/start-system.ts';
import { subscribeQueue } from '../system/subscribe-queue.ts';

export interface SentMails {
  /** How many mails went to each account, by the mail service's own word. */
  byAccount: ReadonlyMap<string, number>;
  /** Takes in what has come since; says whether there was anything. */
  look(): Promise<boolean>;
  close(): void;
}

/** Listens to what the mail service says of the mails it takes, beside the product. */
export const listenToMails = async (system: System): Promise<SentMails> => {
  const subscriber = await subscribeQueue(system, system.outputs['MailEventsTopicArn']);
  const byAccount = new Map<string, number>();

  const take = async (): Promise<boolean> => {
    const bodies = await subscriber.take(0);
    for (const body of bodies) {
      const event = mailEvent.parse(JSON.parse(body));
      const [account = ''] = event.mail.tags?.[mailTags.account] ?? [];
      const id = Buffer.from(account, 'base64url').toString('utf8');
      if (event.eventType === 'Send') byAccount.set(id, (byAccount.get(id) ?? 0) + 1);
    }
    return bodies.length > 0;
  };
  return {
    byAccount,
    look: async () => (await Promise.all([take(), take(), take(), take()])).some(Boolean),
    close: () => subscriber.close(),
  };
};
