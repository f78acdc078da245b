import type { DeviceId, SessionId, Timestamp } from '../../contracts/values.ts';
import type { Account, EpochSeconds } from '../account/account.ts';
import { endedSessionsMax, liveSessionsMax, liveSessionsOf, sessionsOf } from '../device/device.ts';
import type { Device } from '../device/device.ts';
import type { World } from '../ports.ts';
import type { Registration } from './register-session.ts';
import type { Session } from './session.ts';

/**
 * A sign-in counts only if the owner authenticated after the last sign-out: of the account, and of the device where
 * it is known. A tie is refused, for `auth_time` has whole seconds.
 *
 * A device that has dropped its secret is not recognised, so it must have been authenticated after the last sign-out
 * of anything on the account. Here a tie passes where the token was issued as it authenticated: that is a fresh
 * sign-in elsewhere, in the very second of the sign-out, and not a login cookie that has outlived it.
 */
export const authenticatedTooEarly = (
  { authTime, issuedAt }: Registration,
  account: Account | undefined,
  known: Device | undefined,
): boolean => {
  if (account?.signedOutBefore !== undefined && authTime <= account.signedOutBefore) return true;
  if (known) return known.signedOutAt !== undefined && authTime <= known.signedOutAt;
  const last = account?.lastSignOutAt;
  return last !== undefined && (authTime < last || (authTime === last && authTime < issuedAt));
};

/** The devices on which the client has a live session, other than the one that registers. */
export const devicesInUse = async (
  world: World,
  account: Account,
  clientId: string,
  except: DeviceId | undefined,
): Promise<Device[]> => {
  const devices: Device[] = [];
  for await (const device of world.store.listDevices(account.accountId, { state: 'active', step: 100 })) {
    const live = liveSessionsOf(device, account, world.now());
    if (device.id !== except && live.some(([, session]) => session.clientId === clientId)) devices.push(device);
  }
  return devices;
};

/**
 * The sessions that a new one takes the place of: the same app's on the same device (ASVS 7.2.4), and the oldest
 * where a device has too many.
 */
export const replacedSessions = (device: Device, account: Account, session: Session, now: Date): SessionId[] => {
  const live = liveSessionsOf(device, account, now).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const surplus = live.length + 1 - liveSessionsMax;
  return live
    .filter(
      ([, other], index) =>
        index < surplus || (other.clientId === session.clientId && other.app.name === session.app.name),
    )
    .map(([id]) => id);
};

/** The device with the new session on it, signed in, and without its oldest ended sessions. */
export const withSession = (
  device: Device,
  session: Session,
  registration: Registration,
  before: Device | undefined,
): Device => {
  const { signOut: _, ...rest } = device;
  const { accountId: _a, deviceId: _d, version: _v, tokensEndAt: _t, push: _p, id, ...onDevice } = session;
  // Only what had ended before may go: what ends now still has its row to be brought along.
  const ended = (before ? sessionsOf(before) : [])
    .filter(([, { state }]) => state !== 'active')
    .toSorted(([a], [b]) => (a < b ? 1 : -1));
  const dropped = new Set(ended.slice(endedSessionsMax).map(([endedId]) => endedId));
  return {
    ...rest,
    os: registration.device.os ?? device.os,
    model: registration.device.model ?? device.model,
    lastSeenAt: session.createdAt,
    lastPlace: registration.place ?? device.lastPlace,
    state: 'active',
    sessions: {
      ...Object.fromEntries(sessionsOf(device).filter(([endedId]) => !dropped.has(endedId))),
      [id]: onDevice,
    },
  };
};

/** A device that nobody has signed in from before. */
export const newDevice = (
  { accountId, device }: Registration,
  id: DeviceId,
  secretHash: string,
  at: Timestamp,
): Device => ({
  ...device,
  accountId,
  id,
  version: 0,
  trusted: false,
  secretHash,
  firstSeenAt: at,
  lastSeenAt: at,
  lastPlace: null,
  state: 'active',
  sessions: {},
});

export const newSession = (
  { accountId, key, clientId, client, appName, authTime, push }: Registration,
  id: SessionId,
  deviceId: DeviceId,
  { at, endsAt, tokensEndAt }: { at: Timestamp; endsAt: EpochSeconds; tokensEndAt: EpochSeconds },
): Session => ({
  accountId,
  key,
  id,
  deviceId,
  version: 0,
  clientId,
  app: { name: appName ?? client.service },
  authTime,
  createdAt: at,
  lastSeenAt: at,
  endsAt,
  tokensEndAt,
  state: 'active',
  ...(push && { push }),
});
