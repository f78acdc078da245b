import type { DeviceResource, SessionResource } from '../../contracts/resources.ts';
import type { DeviceId, SessionId } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { standingOf } from '../session/session.ts';
import type { SessionFacts } from '../session/session.ts';
import { unsettledSessions } from '../sign-out/end-sessions.ts';
import { receiptOf } from '../sign-out/sign-out.ts';
import type { SignOut } from '../sign-out/sign-out.ts';
import { isActive, sessionsOf } from './device.ts';
import type { Device } from './device.ts';

/** A device as the owner sees it, at this moment and from this device. */
export const showDevice = (
  device: Device,
  account: Account,
  current: DeviceId | undefined,
  now: Date,
): DeviceResource => {
  const active = isActive(device, account, now);
  const signOut = active ? undefined : signOutOf(device, account, now);
  return {
    id: device.id,
    name: device.name,
    kind: device.kind,
    os: device.os,
    model: device.model,
    current: device.id === current,
    trusted: device.trusted,
    state: active ? 'active' : 'signed-out',
    firstSeenAt: device.firstSeenAt,
    lastSeenAt: device.lastSeenAt,
    lastPlace: device.lastPlace,
    sessions: sessionsOf(device)
      .toSorted(([a], [b]) => (a < b ? 1 : -1))
      .map(([id, session]) => showSession(id, session, device.id, account, now)),
    ...(signOut && { signOut: receiptOf(signOut) }),
  };
};

/** A session as the owner sees it. */
export const showSession = (
  id: SessionId,
  session: SessionFacts,
  deviceId: DeviceId,
  account: Account,
  now: Date,
): SessionResource => {
  const standing = standingOf(session, deviceId, account, now);
  return {
    id,
    app: session.app,
    state: standing.kind === 'live' ? 'active' : standing.kind,
    createdAt: session.createdAt,
    lastSeenAt: session.lastSeenAt,
    ...(standing.kind === 'signed-out' && { signOut: receiptOf(standing.signOut) }),
  };
};

/** The order that signed the device out, where one did: its sessions may also just have come to their end. */
const signOutOf = (device: Device, account: Account, now: Date): SignOut | undefined => {
  if (device.state === 'signed-out') return device.signOut;
  return unsettledSessions(device, account, now).length > 0 ? account.signOutAll : undefined;
};
