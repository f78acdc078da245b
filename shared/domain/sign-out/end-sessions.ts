import type { SessionId } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { isActive, sessionsOf } from '../device/device.ts';
import type { Device, SessionOnDevice } from '../device/device.ts';
import { standingOf } from '../session/session.ts';
import type { Session } from '../session/session.ts';
import type { SignOut } from './sign-out.ts';

type Ending = Pick<SessionOnDevice, 'state' | 'signOut'>;

/** The device with these sessions signed out by this order: signed out itself when no live one remains. */
export const endSessions = (
  device: Device,
  ids: readonly SessionId[],
  signOut: SignOut,
  account: Account,
  now: Date,
): Device => ended(device, ids, { state: 'signed-out', signOut }, account, now);

/** The device with these sessions at their end: signed out when no live one remains, though nobody asked for it. */
export const expireSessions = (device: Device, ids: readonly SessionId[], account: Account, now: Date): Device =>
  ended(device, ids, { state: 'expired' }, account, now);

const ended = (device: Device, ids: readonly SessionId[], ending: Ending, account: Account, now: Date): Device => {
  if (ids.length === 0) return device;
  const sessions = sessionsOf(device).map(([id, session]): [SessionId, SessionOnDevice] =>
    ids.includes(id) ? [id, { ...session, ...ending }] : [id, session],
  );
  const after: Device = { ...device, sessions: Object.fromEntries(sessions) };
  const { signOut } = ending;
  return isActive(after, account, now) ? after : { ...after, state: 'signed-out', ...(signOut && { signOut }) };
};

/** The device remembers when something on it was signed out, so that an older authentication does not come back. */
export const markSignedOut = (device: Device, signOut: SignOut): Device => ({
  ...device,
  signedOutAt: Math.max(device.signedOutAt ?? 0, secondsOf(signOut.requestedAt)),
});

/** The row of a session that has ended as its device says. */
export const endSession = (session: Session, { state, signOut }: Ending): Session => ({
  ...session,
  state,
  ...(signOut && { signOut }),
});

/** The sessions that an account-wide order has ended but whose rows do not say so yet. */
export const unsettledSessions = (device: Device, account: Account, now: Date): SessionId[] =>
  sessionsOf(device)
    .filter(([, session]) => {
      const standing = standingOf(session, device.id, account, now);
      return standing.kind === 'signed-out' && !standing.settled;
    })
    .map(([id]) => id);

/** The sessions that have come to their end but whose rows do not say so yet. */
export const expiredSessions = (device: Device, account: Account, now: Date): SessionId[] =>
  sessionsOf(device)
    .filter(
      ([, session]) => session.state === 'active' && standingOf(session, device.id, account, now).kind === 'expired',
    )
    .map(([id]) => id);

/** Whole seconds: Cognito's `auth_time` has no finer ones, and a tie is refused. */
export const secondsOf = (time: string | Date): number => Math.floor(new Date(time).getTime() / 1000);
