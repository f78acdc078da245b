import { mailTags } from '../../contracts/mail-tags.ts';
import type { MailEvent } from '../../contracts/review-messages.ts';
import { reviewId } from '../../contracts/values.ts';
import type { Account, AccountId } from '../account/account.ts';
import type { World } from '../ports.ts';
import { untilCommitted } from '../until-committed.ts';
import { noteAsked } from './ask-for-review.ts';

export type MailEventOutcome = 'sent' | 'bounced' | 'complained' | 'not-needed';

/**
 * Takes in what the mail service says of a mail: that it took it, that it came back for good, or that the owner does
 * not want it. What says nothing of an account or a review of ours changes nothing.
 */
export const noteMailEvent = async (
  world: World & { timeZone: string },
  event: MailEvent,
): Promise<MailEventOutcome> => {
  const tag = (name: string): string | undefined => event.mail.tags?.[name]?.[0];
  const account = tag(mailTags.account);
  if (account === undefined) return 'not-needed';
  const accountId = Buffer.from(account, 'base64url').toString('utf8');

  switch (event.eventType) {
    case 'Send': {
      const review = reviewId.safeParse(tag(mailTags.review));
      if (!review.success) return 'not-needed';
      return (await noteAsked(world, { accountId, reviewId: review.data })) === 'noted' ? 'sent' : 'not-needed';
    }
    case 'Bounce':
      // What comes back for now is tried again by the mail service.
      if (event.bounce?.bounceType !== 'Permanent') return 'not-needed';
      return (await noteUndeliverable(world, accountId, event, 'bounced')) ? 'bounced' : 'not-needed';
    case 'Complaint':
      return (await noteUndeliverable(world, accountId, event, 'complained')) ? 'complained' : 'not-needed';
    default:
      return 'not-needed';
  }
};

/** Of the address that the mail went to: the owner may have another one by now. */
const noteUndeliverable = (
  world: World,
  accountId: AccountId,
  { mail }: MailEvent,
  because: 'bounced' | 'complained',
): Promise<boolean> =>
  untilCommitted<boolean>(world, async () => {
    const { account: before } = await world.store.read(accountId, {});
    const address = before?.email;
    if (!before || address === undefined || !mail.destination.includes(address)) return false;
    const known = before.undeliverable;
    // An owner who does not want mails has said more than an address that does not work.
    if (known?.address === address && (known.because === because || known.because === 'complained')) return false;
    const after: Account = { ...before, undeliverable: { address, because, at: world.now().toISOString() } };
    const committed = await world.store.commit(accountId, [{ kind: 'account', before, after }]);
    return committed === 'conflict' ? 'conflict' : true;
  });
