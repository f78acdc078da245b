import type { AccountId } from '../account/account.ts';
import type { AccountStore, Snapshot } from '../ports.ts';
import { StoreUnavailableError } from '../store-unavailable-error.ts';
import { standingOf } from './session.ts';
import type { Session, SessionKey } from './session.ts';

export type Introspection = { kind: 'live' | 'signed-out' | 'expired'; session: Session } | { kind: 'not-registered' };

/**
 * How the session of a token stands, for a service that is asked with that token. It decides as the guard does, by one
 * strongly consistent read, and writes nothing: the device itself has not been told anything yet.
 *
 * @throws StoreUnavailableError where the session could not be read, whatever the reason
 */
export const introspectSession = async (
  { store, now }: { store: Pick<AccountStore, 'read'>; now: () => Date },
  { accountId, key }: { accountId: AccountId; key: SessionKey },
): Promise<Introspection> => {
  const { account, session } = await readOrRefuse(store, accountId, key);
  if (!account || !session) return { kind: 'not-registered' };
  const { kind } = standingOf(session, session.deviceId, account, now());
  return { kind, session };
};

/** Nothing is known where nothing could be read. */
const readOrRefuse = async (
  store: Pick<AccountStore, 'read'>,
  accountId: AccountId,
  key: SessionKey,
): Promise<Snapshot> => {
  try {
    return await store.read(accountId, { session: key });
  } catch (error) {
    throw new StoreUnavailableError('the session could not be read', { cause: error });
  }
};
