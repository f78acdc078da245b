import type { ActivityId, MailLanguage } from '../../contracts/values.ts';
import type { Account, AccountId } from '../account/account.ts';
import type { Activity } from '../activity/activity.ts';
import type { Device } from '../device/device.ts';
import type { RateLimiter, World } from '../ports.ts';
import type { AlertLedger, Mailer } from './ports.ts';

/** Milliseconds. Older than this it is history: the monthly review shows it. */
const newsFor = 24 * 60 * 60 * 1000;

/** What an owner is written to about. */
export interface Alert {
  kind: 'new-device' | 'signed-out' | 'others-signed-out' | 'everywhere-signed-out';
  activity: Activity;
  /** The device it happened to; undefined where it is several, or forgotten. */
  device: Device | undefined;
  /** The device that did it. */
  by: Device | undefined;
  /** No more of its kind are sent today. */
  isLast: boolean;
  language: MailLanguage;
}

export type AlertOwnerOutcome =
  | { kind: 'sent' }
  | { kind: 'not-needed' }
  | { kind: 'no-address' }
  /** It was sent before. */
  | { kind: 'done' }
  /** The account has had as many e-mails today as it may have. */
  | { kind: 'too-many' };

/**
 * Writes to the owner about what the owner may not have done: a sign-in from a device not seen before, and a sign-out
 * by another device. An order for several devices is one e-mail. However often this is run, it goes out once; only
 * where it ends between sending and noting that, it goes out again.
 *
 * @throws while another run is sending it
 */
export const alertOwner = async (
  world: World & {
    ledger: AlertLedger;
    limiter: RateLimiter;
    /** Orders over the whole account have an allowance of their own, so that nothing smaller can use it up. */
    orderLimiter: RateLimiter;
    mailer: Mailer;
    writeMail: (alert: Alert) => { subject: string; text: string; html: string };
  },
  { accountId, activityId }: { accountId: AccountId; activityId: ActivityId },
): Promise<AlertOwnerOutcome> => {
  const activity = await world.store.readActivity(accountId, activityId);
  const kind = activity && kindOf(activity);
  if (!kind || world.now().getTime() - Date.parse(activity.at) > newsFor) return { kind: 'not-needed' };

  const { account, device } = await world.store.read(accountId, {
    ...(activity.device && { device: activity.device.id }),
  });
  const to = account?.email;
  if (!to) return { kind: 'no-address' };

  const isOrder = kind === 'others-signed-out' || kind === 'everywhere-signed-out';
  let isLast = false;
  switch (await world.ledger.claim(accountId, activityId)) {
    case 'done':
      return { kind: 'done' };
    case 'busy':
      throw new Error('another run is sending this alert');
    case 'claimed': {
      const taken = await (isOrder ? world.orderLimiter : world.limiter).take(accountId);
      if (!taken.allowed) {
        await world.ledger.markSent(accountId, activityId);
        return { kind: 'too-many' };
      }
      ({ isLast } = taken);
      await world.ledger.markCounted(accountId, activityId);
      break;
    }
    case 'claimed-again':
      break;
  }
  const by = await otherDevice(world, account, activity);
  const { language = 'en' } = account;
  await world.mailer.send({ to, accountId, ...world.writeMail({ kind, activity, device, by, isLast, language }) });
  await world.ledger.markSent(accountId, activityId);
  return { kind: 'sent' };
};

const otherDevice = async (world: World, { accountId }: Account, { by }: Activity): Promise<Device | undefined> =>
  by ? (await world.store.read(accountId, { device: by })).device : undefined;

const kindOf = (activity: Activity): Alert['kind'] | undefined => {
  const { type, detail, by, device, order, id } = activity;
  switch (type) {
    case 'signed-in':
      return detail === 'new-device' ? 'new-device' : undefined;
    case 'others-signed-out':
    case 'everywhere-signed-out':
      return type;
    case 'session-signed-out':
    case 'device-signed-out':
      // What follows from an order for several devices was told with the order. The link of a mail is no device, and
      // whoever has the mail has the link.
      return (by === null ? detail === 'review-link' : by !== device?.id) && (order === null || order === id)
        ? 'signed-out'
        : undefined;
    default:
      return undefined;
  }
};
