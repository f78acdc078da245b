import type { DeviceId, DeviceKind, Place, SessionId, Timestamp } from '../../contracts/values.ts';
import type { Account, AccountId, EpochSeconds } from '../account/account.ts';
import { standingOf } from '../session/session.ts';
import type { SessionFacts, SessionKey } from '../session/session.ts';
import type { SignOut } from '../sign-out/sign-out.ts';

/** A session as its device knows it, so that one read shows a device with its apps. */
export interface SessionOnDevice extends SessionFacts {
  key: SessionKey;
}

/** A thing the owner would recognise. */
export interface Device {
  accountId: AccountId;
  id: DeviceId;
  version: number;
  name: string;
  kind: DeviceKind;
  os: string | null;
  model: string | null;
  trusted: boolean;
  /** SHA-256 of the device secret; the secret has 256 random bits, so it needs no slow hash (ASVS 11.4.1). */
  secretHash: string;
  firstSeenAt: Timestamp;
  lastSeenAt: Timestamp;
  lastPlace: Place | null;
  state: 'active' | 'signed-out';
  sessions: Record<SessionId, SessionOnDevice>;
  /** The last sign-out, while the device stays signed out. */
  signOut?: SignOut;
  /** When anything on the device was last signed out; a registration must be authenticated later than this. */
  signedOutAt?: EpochSeconds;
}

/** At most so many live sessions on one device, so that ending all of them fits one transaction. */
export const liveSessionsMax = 40;
/** So many ended ones are kept in the device record, the latest; older ones live on in the activity. */
export const endedSessionsMax = 20;

export const sessionsOf = (device: Device): [SessionId, SessionOnDevice][] =>
  Object.entries(device.sessions) as [SessionId, SessionOnDevice][];

export const liveSessionsOf = (device: Device, account: Account, now: Date): [SessionId, SessionOnDevice][] =>
  sessionsOf(device).filter(([, session]) => standingOf(session, device.id, account, now).kind === 'live');

/** A device is active while a session on it is live, whatever its stored state says so far. */
export const isActive = (device: Device, account: Account, now: Date): boolean =>
  liveSessionsOf(device, account, now).length > 0;
