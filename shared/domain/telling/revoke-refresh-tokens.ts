import { endsSessions } from '../../contracts/event-names.ts';
import type { ActivityId, DeviceId } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import type { World } from '../ports.ts';
import type { SessionKey } from '../session/session.ts';
import { noteStep } from '../sign-out/note-step.ts';
import { eachInTurn } from './each-in-turn.ts';
import type { TokenRevoker, Vault } from './ports.ts';

/**
 * Revokes the refresh tokens that the sessions of an activity have deposited, and notes it on their receipts. One
 * after the other: the user pool allows so many calls a second for everybody.
 *
 * The token of the registration is revoked also where another was brought later: whoever holds the device could bring
 * anything, to keep the real one alive. Tokens leave the vault last. Whatever fails before, or ends in the middle, is done again from the start.
 *
 * @returns of how many sessions they were
 */
export const revokeRefreshTokens = async (
  world: World & { vault: Vault; revoker: TokenRevoker },
  ended: { accountId: AccountId; activityId: ActivityId; deviceId: DeviceId },
): Promise<number> => {
  const { accountId, activityId, deviceId } = ended;
  const activity = await world.store.readActivity(accountId, activityId);
  if (!activity || !endsSessions(activity.type)) return 0;
  return eachInTurn(activity.sessions, ({ key }) => revokeOne(world, { accountId, deviceId, key }));
};

const revokeOne = async (
  world: World & { vault: Vault; revoker: TokenRevoker },
  session: { accountId: AccountId; deviceId: DeviceId; key: SessionKey },
): Promise<boolean> => {
  // None was deposited, or all are revoked already.
  const deposits = await world.vault.read(session.key);
  const outcomes: string[] = [];
  for (const deposit of deposits) outcomes.push(await world.revoker.revoke(deposit));
  const revoked = outcomes.includes('revoked');
  if (revoked) await noteStep(world, { ...session, keys: [session.key], step: 'tokensRevokedAt' });
  for (const deposit of deposits) await world.vault.remove(session.key, deposit);
  return revoked;
};
