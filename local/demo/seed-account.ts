import type { Account } from '../../shared/domain/account/account.ts';
import type { AccountStore } from '../../shared/domain/ports.ts';
import { dateIn, dayOf } from '../../shared/domain/review/calendar.ts';
import { secondsOf } from '../../shared/domain/sign-out/end-sessions.ts';
import type { DemoDevice } from './demo-devices.ts';
import { historyOf, makeHistory } from './device-history.ts';

const day = 24 * 60 * 60_000;

/**
 * Gives an account some history: devices, their sessions and what happened, in one transaction; and a review that is due
 * today, a month after the last one. An account that is already known is left as it is, but for a review where it never
 * had one: it is of an earlier version. @returns whether anything was written
 */
export const seedAccount = async (
  store: AccountStore,
  owner: { accountId: string; email: string; clientId: string },
  devices: readonly DemoDevice[],
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<boolean> => {
  const { accountId, email } = owner;
  const today = dateIn(timeZone, now);
  const review = {
    reviewDueAt: today,
    review: { day: dayOf(today), lastReviewedAt: new Date(now.getTime() - 30 * day).toISOString(), countries: ['PT'] },
  };
  const { account: before } = await store.read(accountId, {});
  if (before) {
    if (before.reviewDueAt !== undefined || before.review !== undefined) return false;
    const after = { ...before, ...review };
    return (await store.commit(accountId, [{ kind: 'account', before, after }])) === 'committed';
  }

  const firstDays = Math.max(...devices.map(({ firstSeenDays }) => firstSeenDays));
  const signOuts = devices.flatMap(({ signedOut }) => (signedOut ? [now.getTime() - signedOut.days * day] : []));
  const account: Account = {
    accountId,
    version: 0,
    createdAt: new Date(now.getTime() - firstDays * day).toISOString(),
    email,
    ...review,
    ...(signOuts.length > 0 && { lastSignOutAt: secondsOf(new Date(Math.max(...signOuts))) }),
  };
  const history = makeHistory(owner, devices, now);
  const changes = devices.flatMap((device) => historyOf(history, device));
  // Where somebody else was faster, the account is there, which is all that is wanted.
  return (
    (await store.commit(accountId, [{ kind: 'account', before: undefined, after: account }, ...changes])) ===
    'committed'
  );
};
