import type { Account } from '../domain/account/account.ts';
import { standingOf } from '../domain/session/session.ts';
import type { Session, Standing } from '../domain/session/session.ts';
import { recordReceipt } from '../domain/sign-out/record-receipt.ts';
import { settleDevice } from '../domain/sign-out/settle-account.ts';
import { receiptOf } from '../domain/sign-out/sign-out.ts';
import type { SignOut } from '../domain/sign-out/sign-out.ts';
import type { Snapshot } from '../domain/ports.ts';
import { StoreUnavailableError } from '../domain/store-unavailable-error.ts';
import type { EndpointDeps } from './call.ts';
import type { Principal } from './principal.ts';
import { Problem } from './problem.ts';

/**
 * Lets a request through only if its session is live, by one strongly consistent read of what the token alone names.
 * When the table cannot be read, the request is refused (ASVS 16.5.3).
 *
 * @throws Problem session-revoked, session-expired, session-not-registered, unavailable
 */
export const guard = async (
  deps: EndpointDeps,
  { accountId, key }: Principal,
): Promise<{ account: Account; session: Session }> => {
  const { account, session } = await readOrRefuse(deps, accountId, key);
  if (!account || !session) throw new Problem('session-not-registered');
  const standing = standingOf(session, session.deviceId, account, deps.world.now());
  if (standing.kind !== 'live') return refuse(deps, session, standing);
  return { account, session };
};

/** Nothing is known where nothing could be read, whatever the reason. */
const readOrRefuse = async ({ world }: EndpointDeps, accountId: string, key: string): Promise<Snapshot> => {
  try {
    return await world.store.read(accountId, { session: key });
  } catch (error) {
    throw new StoreUnavailableError('the session could not be checked', { cause: error });
  }
};

/**
 * Refuses a session that has ended, and notes that its device has now been told. That it is refused does not depend
 * on whether that can be noted.
 */
export const refuse = async (
  { world, log }: EndpointDeps,
  session: Session,
  standing: Exclude<Standing, { kind: 'live' }>,
): Promise<never> => {
  const { accountId, key } = session;
  if (standing.kind === 'expired') {
    if (session.state === 'active') {
      await settleDevice(world, accountId, session.deviceId).catch((error: unknown) =>
        log.warn('RSO_EXPIRY_NOT_NOTED', { sessionId: session.id }, error),
      );
    }
    throw new Problem('session-expired');
  }

  let signOut: SignOut = standing.signOut;
  if (!standing.settled || !signOut.deliveredAt) {
    try {
      const told = await recordReceipt(world, { accountId, key, step: 'deliveredAt' });
      if (told.kind === 'signed-out') ({ signOut } = told);
    } catch (error) {
      log.warn('RSO_RECEIPT_NOT_NOTED', { sessionId: session.id }, error);
    }
  }
  throw new Problem('session-revoked', { signOut: receiptOf(signOut) });
};
