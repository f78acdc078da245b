import type { SessionId, Timestamp } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import { activityOf } from '../activity/activity.ts';
import { sessionsOf } from '../device/device.ts';
import type { Device } from '../device/device.ts';
import type { Change, World } from '../ports.ts';
import { standingOf } from '../session/session.ts';
import type { SessionKey, Standing } from '../session/session.ts';
import { untilCommitted } from '../until-committed.ts';
import { endSession } from './end-sessions.ts';
import { deviceChanges, sessionsOnDevice, settle } from './settle.ts';
import { receiptSteps } from './sign-out.ts';
import type { ReceiptStep, SignOut } from './sign-out.ts';

export type RecordReceiptOutcome =
  | { kind: 'signed-out'; signOut: SignOut }
  | { kind: 'live' }
  | { kind: 'expired' }
  | { kind: 'not-registered' };

/**
 * Notes a step of a sign-out that a device itself has shown to have happened: it was told, or it confirmed. A step
 * is noted once and never moves; confirming includes having been told.
 */
export const recordReceipt = (
  world: World,
  told: { accountId: AccountId; key: SessionKey; step: 'deliveredAt' | 'confirmedAt' },
): Promise<RecordReceiptOutcome> =>
  untilCommitted<RecordReceiptOutcome>(world, async () => {
    const now = world.now();
    const { account, session } = await world.store.read(told.accountId, { session: told.key });
    if (!account || !session) return { kind: 'not-registered' };
    const standing: Standing = standingOf(session, session.deviceId, account, now);
    if (standing.kind !== 'signed-out') return standing;
    if (standing.settled && standing.signOut[told.step]) return { kind: 'signed-out', signOut: standing.signOut };

    const { device } = await world.store.read(told.accountId, { device: session.deviceId });
    const settled = device ? settle(world, device, account, now) : { device, activity: [] };
    const signOut = advance(standing.signOut, told.step, now.toISOString());

    const changes: Change[] = [
      ...settled.activity.map((activity): Change => ({ kind: 'activity', activity })),
      {
        kind: 'activity',
        activity: activityOf({
          accountId: told.accountId,
          id: world.newId.activity(),
          type: told.step === 'deliveredAt' ? 'sign-out-delivered' : 'sign-out-confirmed',
          at: now.toISOString(),
          device: device ? { id: device.id, name: device.name } : null,
          sessions: device
            ? sessionsOnDevice(device, [session.id])
            : [{ id: session.id, key: session.key, app: session.app }],
          by: session.deviceId,
          reason: signOut.reason,
          order: signOut.orderId,
        }),
      },
    ];
    if (device && settled.device) {
      const after = withReceipt(settled.device, session.id, signOut);
      changes.push(...(await deviceChanges(world.store, device, after)));
    }
    if (!changes.some((change) => change.kind === 'session' && change.after.key === session.key)) {
      changes.push({ kind: 'session', before: session, after: endSession(session, { state: 'signed-out', signOut }) });
    }
    return (await world.store.commit(told.accountId, changes)) === 'conflict'
      ? 'conflict'
      : { kind: 'signed-out', signOut };
  });

const advance = (signOut: SignOut, step: 'deliveredAt' | 'confirmedAt', at: Timestamp): SignOut => ({
  ...signOut,
  deliveredAt: signOut.deliveredAt ?? at,
  [step]: signOut[step] ?? at,
});

/** Steps that a device as a whole has taken once each of its apps that the order ended has. */
const stepsOfAll: ReadonlySet<ReceiptStep> = new Set(['tokensRevokedAt', 'confirmedAt']);

/**
 * The device with what the receipt of one of its sessions now says. Pushed and told is pushed and told by any of its
 * apps; revoked and confirmed is only what each of its apps that the order ended is. No step moves once it is noted.
 */
export const withReceipt = (device: Device, id: SessionId, signOut: SignOut): Device => {
  const onDevice = device.sessions[id];
  const sessions = onDevice
    ? { ...device.sessions, [id]: { ...onDevice, state: 'signed-out' as const, signOut } }
    : device.sessions;
  const after = { ...device, sessions };
  if (device.signOut?.orderId !== signOut.orderId) return after;

  const receipts = sessionsOf(after).flatMap(([, session]) =>
    session.signOut?.orderId === signOut.orderId ? [session.signOut] : [],
  );
  const receipt = { ...device.signOut };
  for (const step of receiptSteps) {
    const at = receipt[step] ?? signOut[step];
    if (at && (!stepsOfAll.has(step) || receipts.every((one) => one[step]))) receipt[step] = at;
  }
  return { ...after, signOut: receipt };
};
