import type { AccountStore } from '../../shared/domain/ports.ts';
import { secondsOf } from '../../shared/domain/sign-out/end-sessions.ts';
import type { DemoDevice } from './demo-devices.ts';
import { historyOf, makeHistory } from './device-history.ts';

const day = 24 * 60 * 60_000;

/**
 * Gives an account a month of history: devices, their sessions and what happened, in one transaction. An account that
 * is already known is left as it is. @returns whether anything was written
 */
export const seedAccount = async (
  store: AccountStore,
  owner: { accountId: string; email: string; clientId: string },
  devices: readonly DemoDevice[],
  now: Date,
): Promise<boolean> => {
  const { accountId, email } = owner;
  if ((await store.read(accountId, {})).account) return false;

  const signOuts = devices.flatMap(({ signedOut }) => (signedOut ? [now.getTime() - signedOut.days * day] : []));
  const account = {
    accountId,
    version: 0,
    createdAt: new Date(now.getTime() - 30 * day).toISOString(),
    email,
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
