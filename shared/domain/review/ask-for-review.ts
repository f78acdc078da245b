import type { CalendarDate, ReviewId } from '../../contracts/values.ts';
import type { Account, AccountId } from '../account/account.ts';
import { activityOf } from '../activity/activity.ts';
import type { Device } from '../device/device.ts';
import { devicesOf } from '../device/devices-of.ts';
import type { World } from '../ports.ts';
import type { Mailer } from '../telling/ports.ts';
import { untilCommitted } from '../until-committed.ts';
import { byUrgency, lookAt } from './attention.ts';
import { dateIn, dayOf, nextDue } from './calendar.ts';
import { mailStanding } from './mail-standing.ts';
import { MailRefusedError } from './ports.ts';
import type { LinkSigner } from './ports.ts';
import type { ReviewLinks, ReviewRequest } from './review-request.ts';
import { reviewDays } from './review.ts';
import type { ReviewMail, ReviewState } from './review.ts';

export type SkipReason = 'no-active-device' | 'reminders-off' | 'no-address' | 'bounced' | 'complained';

export type AskOutcome =
  /** `isNoted`: here, and not by the word of SES, which was faster. */
  | { kind: 'sent'; isNoted: boolean }
  /** Not asked this month. */
  | { kind: 'skipped'; reason: SkipReason }
  /** The account is gone, was asked, or was reviewed meanwhile. */
  | { kind: 'not-due' }
  /** Another attempt is sending it, or was when it was killed: it has to be looked at again. */
  | { kind: 'busy' };

export interface AskWorld extends World {
  timeZone: string;
  mailer: Mailer;
  links: LinkSigner;
  /** The addresses that these tokens make. */
  linksOf: (tokens: { review: string; unsubscribe: string }) => ReviewLinks;
  writeMail: (request: ReviewRequest) => { subject: string; text: string; html: string };
  /** So long, in seconds, one attempt has before another may try. */
  claimSeconds: number;
}

const dayMs = 86_400_000;
/** Mail programs may show the button for good; a year is how long we stand by it. */
const unsubscribeDays = 400;

/**
 * Asks the owner of an account to review the devices, where that is due. The claim on the day on which it is due lets
 * one attempt send at a time; what comes after finds another day. Where an attempt was killed between sending and
 * noting it, SES's own word that it took the mail is waited for as long as two claims last (note-mail-events), and only
 * then it is sent again, under the same id.
 *
 * @throws MailRefusedError where the mail was not taken
 */
export const askForReview = async (
  world: AskWorld,
  { accountId, dueOn }: { accountId: AccountId; dueOn: CalendarDate },
): Promise<AskOutcome> => {
  const claimed = await claim(world, accountId, dueOn);
  if (claimed.kind !== 'claimed') return claimed;
  const { account, mail, devices } = claimed;

  const now = world.now().getTime();
  const link = (days: number) => ({
    accountId,
    reviewId: mail.id,
    expiresAt: new Date(now + days * dayMs).toISOString(),
  });
  let mayHaveGoneOut = false;
  try {
    const request = requestOf(account, devices, world.now(), {
      dueOn,
      links: world.linksOf({
        review: await world.links.sign('review', link(reviewDays)),
        unsubscribe: await world.links.sign('unsubscribe', link(unsubscribeDays)),
      }),
    });
    const content = world.writeMail(request);
    mayHaveGoneOut = true;
    await world.mailer.send({
      to: account.email ?? '',
      accountId,
      ...content,
      review: { id: mail.id, oneClick: request.links.oneClick },
    });
  } catch (error) {
    // What has certainly not gone out need not be waited for.
    if (!mayHaveGoneOut || error instanceof MailRefusedError) await release(world, accountId, mail.id);
    throw error;
  }
  const noted = await noteAsked(world, { accountId, reviewId: mail.id });
  return { kind: 'sent', isNoted: noted === 'noted' };
};

const inSeconds = (from: Date, seconds: number): string => new Date(from.getTime() + seconds * 1000).toISOString();

/** What the mail says. */
export const requestOf = (
  account: Account,
  devices: readonly Device[],
  now: Date,
  { dueOn, links }: { dueOn: CalendarDate; links: ReviewLinks },
): ReviewRequest => ({
  language: account.language ?? 'en',
  devices: lookAt(devices, account, now, undefined).toSorted(byUrgency),
  lastReviewedAt: account.review?.lastReviewedAt ?? null,
  dueOn,
  links,
});

/** Why the owner of an account that is due is not asked; undefined where the owner is. */
export const skipReasonOf = (account: Account, devices: readonly Device[], now: Date): SkipReason | undefined => {
  if (lookAt(devices, account, now, undefined).length === 0) return 'no-active-device';
  if (account.reminders === false) return 'reminders-off';
  const standing = mailStanding(account);
  return standing === 'ok' ? undefined : standing;
};

type Claim =
  | { kind: 'claimed'; account: Account; mail: ReviewMail; devices: Device[] }
  | Extract<AskOutcome, { kind: 'skipped' | 'not-due' | 'busy' }>;

const claim = (world: AskWorld, accountId: AccountId, dueOn: CalendarDate): Promise<Claim> =>
  untilCommitted<Claim>(world, async () => {
    const now = world.now();
    const { account: before } = await world.store.read(accountId, {});
    if (!before || before.reviewDueAt !== dueOn) return { kind: 'not-due' };
    const devices = await devicesOf(world, accountId);

    const reason = skipReasonOf(before, devices, now);
    if (reason) {
      const after = skipped(before, reason, dateIn(world.timeZone, now));
      const committed = await world.store.commit(accountId, [{ kind: 'account', before, after }]);
      return committed === 'conflict' ? 'conflict' : { kind: 'skipped', reason };
    }
    const last = before.review?.mail;
    const begun = last?.dueOn === dueOn && last.sentAt === undefined ? last : undefined;
    if (begun && begun.claimedUntil > now.toISOString()) return { kind: 'busy' };
    if (begun && !begun.waitedFor && !begun.notSent) {
      // The word of SES may lie in a queue of ours that was held up as this message was: it is given time once more.
      const mail = { ...begun, claimedUntil: inSeconds(now, world.claimSeconds), waitedFor: true };
      const account = { ...before, review: { ...stateOf(before), mail } };
      const committed = await world.store.commit(accountId, [{ kind: 'account', before, after: account }]);
      return committed === 'conflict' ? 'conflict' : { kind: 'busy' };
    }
    const mail: ReviewMail = {
      id: begun?.id ?? world.newId.review(),
      dueOn,
      claimedUntil: inSeconds(now, world.claimSeconds),
    };
    const account: Account = { ...before, review: { ...stateOf(before), mail } };
    const committed = await world.store.commit(accountId, [{ kind: 'account', before, after: account }]);
    return committed === 'conflict' ? 'conflict' : { kind: 'claimed', account, mail, devices };
  });

/** An account without a device is taken out of the calendar: the next sign-in puts it back. */
const skipped = (account: Account, reason: SkipReason, today: CalendarDate): Account => {
  const { reviewDueAt, ...rest } = account;
  if (reason === 'no-active-device' || reviewDueAt === undefined) return rest;
  return { ...account, reviewDueAt: nextDue(reviewDueAt, stateOf(account).day, today) };
};

const stateOf = ({ review, reviewDueAt }: Account): ReviewState =>
  review ?? { day: reviewDueAt === undefined ? 1 : dayOf(reviewDueAt) };

/**
 * Notes that the mail of a review went out, and sets the day of the next one. Both the one who sent it and SES's own
 * word come here; whoever is second changes nothing.
 */
export const noteAsked = (
  world: World & { timeZone: string },
  { accountId, reviewId }: { accountId: AccountId; reviewId: ReviewId },
): Promise<'noted' | 'already'> => {
  const activityId = world.newId.activity();
  return untilCommitted<'noted' | 'already'>(world, async () => {
    const now = world.now();
    const { account: before } = await world.store.read(accountId, {});
    const mail = before?.review?.mail;
    if (!before?.review || mail?.id !== reviewId || mail.sentAt !== undefined) return 'already';

    const at = now.toISOString();
    const { review, reviewDueAt } = before;
    const after: Account = {
      ...before,
      review: { ...review, mail: { ...mail, sentAt: at } },
      // A review that was finished meanwhile has set a day of its own.
      ...(reviewDueAt === mail.dueOn && {
        reviewDueAt: nextDue(mail.dueOn, review.day, dateIn(world.timeZone, now)),
      }),
    };
    const activity = activityOf({ accountId, id: activityId, type: 'review-requested', at });
    const committed = await world.store.commit(accountId, [
      { kind: 'account', before, after },
      { kind: 'activity', activity },
    ]);
    return committed === 'conflict' ? 'conflict' : 'noted';
  });
};

/** The mail has not gone out: the next attempt need not wait for the claim to run out. */
const release = (world: World, accountId: AccountId, id: ReviewId): Promise<void> =>
  untilCommitted<void>(world, async () => {
    const { account: before } = await world.store.read(accountId, {});
    const mail = before?.review?.mail;
    if (!before?.review || mail?.id !== id || mail.sentAt !== undefined) return;
    const review = { ...before.review, mail: { ...mail, claimedUntil: world.now().toISOString(), notSent: true } };
    const committed = await world.store.commit(accountId, [{ kind: 'account', before, after: { ...before, review } }]);
    return committed === 'conflict' ? 'conflict' : undefined;
  });
