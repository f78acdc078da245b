import type { FinishReviewBody } from '../../contracts/review-routes.ts';
import type { ReviewFinishedResource } from '../../contracts/resources.ts';
import type { CalendarDate, DeviceId, Timestamp } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { activityOf } from '../activity/activity.ts';
import type { Device } from '../device/device.ts';
import { showDevice } from '../device/show-device.ts';
import type { World } from '../ports.ts';
import type { Authority } from '../sign-out/actor.ts';
import { signOutDevice } from '../sign-out/sign-out-device.ts';
import { untilCommitted } from '../until-committed.ts';
import { devicesOf } from '../device/devices-of.ts';
import { lookAt } from './attention.ts';
import { dateIn, dayOf, monthAfter } from './calendar.ts';
import type { ReviewState } from './review.ts';

type Decision = FinishReviewBody['decisions'][number];

export interface DecidedDevice {
  deviceId: DeviceId;
  outcome: ReviewFinishedResource['devices'][number]['outcome'];
  /** Undefined where there is no such device any more. */
  device: Device | undefined;
}

export interface Finished {
  kind: 'finished';
  account: Account;
  reviewedAt: Timestamp;
  nextReviewOn: CalendarDate;
  /** In the order of the decisions. */
  devices: DecidedDevice[];
}

export type FinishReviewOutcome<Refused> = Finished | Refused;

/** So many countries are remembered; who travels more is asked more. */
const countriesMax = 50;
/** The account is read with every request: it must stay small. */
const undecidedMax = 100;

/**
 * Finishes a review: signs out what was chosen, each device in a transaction of its own, and then records the review
 * and the day of the next one. Where it ends in between, the review is still open, and doing it again does the rest.
 */
export const finishReview = async <Refused extends { kind: string }>(
  world: World & { timeZone: string },
  order: { authority: Authority<Refused>; decisions: readonly Decision[] },
): Promise<FinishReviewOutcome<Refused>> => {
  const { authority, decisions } = order;
  const { accountId, sessionKey } = authority;

  const signedOut = new Map<DeviceId, Device>();
  for (const each of decisions) {
    if (each.decision !== 'sign-out') continue;
    const { deviceId, reason = 'other' } = each;
    const outcome = await signOutDevice(world, { authority, deviceId, reason });
    if (isSignedOut(outcome)) signedOut.set(deviceId, outcome.device);
    else if (outcome.kind !== 'not-found') return outcome as Refused;
  }
  // Taken before the devices are read: one that signs in from here on is new in the next review.
  const now = world.now();
  const all = await devicesOf(world, accountId);
  const found = new Map(all.map((device) => [device.id, device]));
  const devices = decisions.map(({ deviceId, decision }): DecidedDevice => {
    const device = signedOut.get(deviceId) ?? found.get(deviceId);
    return { deviceId, outcome: device ? outcomes[decision] : 'not-found', device };
  });
  const orderId = world.newId.activity();

  return untilCommitted<FinishReviewOutcome<Refused>>(world, async () => {
    const snapshot = await world.store.read(accountId, { ...(sessionKey !== undefined && { session: sessionKey }) });
    const checked = authority.check(snapshot, world.now());
    if ('refused' in checked) return checked.refused;
    const { account: before, by } = checked.granted;

    const reviewedAt = now.toISOString();
    const today = dateIn(world.timeZone, now);
    const nextReviewOn = monthAfter(today, dayOf(today));
    const mail = before.review?.mail;
    const account: Account = {
      ...before,
      reviewDueAt: nextReviewOn,
      review: {
        ...lasting(before.review),
        day: dayOf(today),
        lastReviewedAt: reviewedAt,
        ...countriesOf(before, devices),
        ...undecidedOf(before, all, devices, now),
        ...(mail && { mail: { ...mail, finishedAt: mail.finishedAt ?? reviewedAt } }),
      },
    };
    const committed = await world.store.commit(accountId, [
      { kind: 'account', before, after: account },
      ...(by.kind === 'session' ? [{ kind: 'session-unchanged', session: by.session } as const] : []),
      {
        kind: 'activity',
        activity: activityOf({
          accountId,
          id: orderId,
          type: 'review-finished',
          at: reviewedAt,
          by: by.kind === 'session' ? by.session.deviceId : null,
          detail: countsOf(devices),
        }),
      },
    ]);
    if (committed === 'conflict') return 'conflict';
    return { kind: 'finished', account, reviewedAt, nextReviewOn, devices };
  });
};

/** What came of each decision, as the owner sees it. */
export const showFinished = (
  { account, reviewedAt, nextReviewOn, devices }: Finished,
  current: DeviceId | undefined,
  now: Date,
): ReviewFinishedResource => ({
  reviewedAt,
  nextReviewOn,
  devices: devices.map(({ deviceId, outcome, device }) => ({
    deviceId,
    outcome,
    ...(device && { device: showDevice(device, account, current, now) }),
  })),
});

/** What a review does not replace. */
const lasting = ({ undecided: _, ...review }: Partial<ReviewState> = {}): Partial<ReviewState> => review;

const outcomes = { keep: 'kept', 'sign-out': 'signed-out', 'not-sure': 'not-sure' } as const;

const isSignedOut = (outcome: { kind: string }): outcome is { kind: 'signed-out'; device: Device } =>
  outcome.kind === 'signed-out';

/** `kept:3,signed-out:1`: of each outcome that there was, how many. */
const countsOf = (devices: readonly DecidedDevice[]): string | null => {
  const counts = Object.values(outcomes).map((outcome) => {
    const count = devices.filter((each) => each.outcome === outcome).length;
    return count > 0 ? `${outcome}:${count}` : '';
  });
  return counts.filter(Boolean).join(',') || null;
};

/** What was new, and neither kept nor signed out: not sure, or not looked at. */
const undecidedOf = (
  account: Account,
  all: readonly Device[],
  decided: readonly DecidedDevice[],
  now: Date,
): { undecided?: DeviceId[] } => {
  const settled = new Set(
    decided.filter(({ outcome }) => outcome === 'kept' || outcome === 'signed-out').map(({ deviceId }) => deviceId),
  );
  const undecided = lookAt(all, account, now, undefined)
    .filter(({ device, isNew }) => isNew && !settled.has(device.id))
    .map(({ device }) => device.id);
  return undecided.length === 0 ? {} : { undecided: undecided.slice(-undecidedMax) };
};

const countriesOf = ({ review }: Account, devices: readonly DecidedDevice[]): { countries?: string[] } => {
  const kept = devices.filter(({ outcome }) => outcome === 'kept').map(({ device }) => device?.lastPlace?.country);
  const countries = new Set([...kept.filter((country) => country !== undefined), ...(review?.countries ?? [])]);
  const known = [...countries].slice(0, countriesMax);
  // Until one is known, the devices tell where the owner has been.
  return known.length === 0 ? {} : { countries: known };
};
