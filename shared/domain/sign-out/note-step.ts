import type { DeviceId } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import type { Change, World } from '../ports.ts';
import type { SessionKey } from '../session/session.ts';
import { untilCommitted } from '../until-committed.ts';
import { withReceipt } from './record-receipt.ts';
import type { SignOut } from './sign-out.ts';

/**
 * Notes a step of a sign-out that was taken for the device, on its sessions. Can be repeated: a step is noted once and
 * never moves. A session that nobody signed out has no receipt, and nothing is noted of it.
 *
 * @returns on how many sessions it was noted
 */
export const noteStep = (
  world: World,
  taken: {
    accountId: AccountId;
    deviceId: DeviceId;
    keys: readonly SessionKey[];
    step: 'tokensRevokedAt' | 'pushedAt';
  },
): Promise<number> =>
  untilCommitted<number>(world, async () => {
    const { accountId, deviceId, step } = taken;
    const at = world.now().toISOString();
    const [{ device }, rows] = await Promise.all([
      world.store.read(accountId, { device: deviceId }),
      world.store.readSessions(accountId, taken.keys),
    ]);
    const noted = rows.flatMap((row) => {
      const { signOut } = row;
      return signOut && !signOut[step] ? [{ row, signOut: { ...signOut, [step]: at } satisfies SignOut }] : [];
    });
    if (noted.length === 0) return 0;

    const changes = noted.map(({ row, signOut }): Change => ({
      kind: 'session',
      before: row,
      after: { ...row, signOut },
    }));
    const after = noted.reduce((one, { row, signOut }) => one && withReceipt(one, row.id, signOut), device);
    if (device && after) changes.push({ kind: 'device', before: device, after });
    return (await world.store.commit(accountId, changes)) === 'conflict' ? 'conflict' : noted.length;
  });
