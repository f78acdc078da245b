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
          sessions: device ? sessionsOnDevice(device, [session.id]) : [{ id: session.id, app: session.app }],
          by: session.deviceId,
          reason: signOut.reason,
        }),
      },
    ];
    if (device && settled.device) {
      const after = withStep(settled.device, session.id, signOut, told.step);
      changes.push(...(await deviceChanges(world.store, device, after)));
    }
    if (!changes.some((change) => change.kind === 'session' && change.after.key === session.key)) {
      changes.push({ kind: 'session', before: session, after: endSession(session, { state: 'signed-out', signOut }) });
    }
    return (await world.store.commit(told.accountId, changes)) === 'conflict'
      ? 'conflict'
      : { kind: 'signed-out', signOut };
  });

const advance = (signOut: SignOut, step: ReceiptStep, at: Timestamp): SignOut => ({
  ...signOut,
  deliveredAt: signOut.deliveredAt ?? at,
  [step]: signOut[step] ?? at,
});

/**
 * The device with the step noted. Told is told by any of its apps; confirmed is confirmed when each of its apps that
 * the order ended has said so.
 */
export const withStep = (device: Device, id: SessionId, signOut: SignOut, step: ReceiptStep): Device => {
  const onDevice = device.sessions[id];
  const sessions = onDevice
    ? { ...device.sessions, [id]: { ...onDevice, state: 'signed-out' as const, signOut } }
    : device.sessions;
  const after = { ...device, sessions };
  if (device.signOut?.orderId !== signOut.orderId) return after;

  const { deliveredAt, confirmedAt } = signOut;
  const allConfirmed = sessionsOf(after).every(
    ([, session]) => session.signOut?.orderId !== signOut.orderId || session.signOut.confirmedAt !== undefined,
  );
  return {
    ...after,
    signOut: {
      ...device.signOut,
      ...(deliveredAt && { deliveredAt: device.signOut.deliveredAt ?? deliveredAt }),
      ...(step === 'confirmedAt' &&
        confirmedAt &&
        allConfirmed && { confirmedAt: device.signOut.confirmedAt ?? confirmedAt }),
    },
  };
};
