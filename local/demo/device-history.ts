import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { systemWorld } from '../../shared/adapters/system/system-world.ts';
import type { ActivityId, DeviceId, SessionId } from '../../shared/contracts/values.ts';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import type { Activity } from '../../shared/domain/activity/activity.ts';
import type { Device, SessionOnDevice } from '../../shared/domain/device/device.ts';
import type { Change } from '../../shared/domain/ports.ts';
import { secondsOf } from '../../shared/domain/sign-out/end-sessions.ts';
import type { SignOut } from '../../shared/domain/sign-out/sign-out.ts';
import type { DemoDevice } from './demo-devices.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const sessionDays = 30;

const idAt = (prefix: string, time: number) => `${prefix}_${ulid(time).toLowerCase()}`;
const iso = (time: number) => new Date(time).toISOString();

export interface History {
  accountId: string;
  clientId: string;
  now: Date;
  deviceIds: ReadonlyMap<DemoDevice, DeviceId>;
  /** The device from which the others were signed out: the first. */
  ownersDevice: DeviceId;
}

export const makeHistory = (
  { accountId, clientId }: { accountId: string; clientId: string },
  devices: readonly DemoDevice[],
  now: Date,
): History => {
  const deviceIds = new Map(
    devices.map((device) => [device, idAt('dev', now.getTime() - device.firstSeenDays * day) as DeviceId]),
  );
  const [ownersDevice] = deviceIds.values();
  if (!ownersDevice) throw new RangeError('a history needs a device');
  return { accountId, clientId, now, deviceIds, ownersDevice };
};

/** What there is to write for one device: itself, its sessions, and what happened on it. */
export const historyOf = (history: History, demo: DemoDevice): Change[] => {
  const { accountId, clientId, now } = history;
  const at = (daysAgo: number) => now.getTime() - daysAgo * day;
  const firstSeen = at(demo.firstSeenDays);
  const lastSeen = now.getTime() - demo.lastSeenMinutes * minute;
  const id = history.deviceIds.get(demo) ?? history.ownersDevice;
  const named = { id, name: demo.name };
  const activity: Activity[] = [];
  const tell = (time: number, what: Pick<Activity, 'type'> & Partial<Activity>) =>
    void activity.push(
      activityOf({ accountId, id: idAt('act', time) as ActivityId, at: iso(time), device: named, by: id, ...what }),
    );

  const signOut = signOutOf(history, demo);
  const sessions: Record<SessionId, SessionOnDevice> = {};
  const rows: Change[] = [];
  const lastSignIn = at(Math.min(demo.firstSeenDays, ...(demo.signInsAgainDays ?? [])));
  demo.apps.forEach((name, index) => {
    const created = lastSignIn + index * 90 * minute;
    const sessionId = idAt('ses', created) as SessionId;
    const onDevice: SessionOnDevice = {
      key: randomUUID(),
      clientId,
      app: { name },
      authTime: secondsOf(new Date(created)),
      createdAt: iso(created),
      lastSeenAt: iso(Math.max(lastSeen - index * day, created)),
      endsAt: secondsOf(new Date(created)) + (demo.sessionDays ?? sessionDays) * 86_400,
      state: signOut ? 'signed-out' : 'active',
      ...(signOut && { signOut }),
    };
    sessions[sessionId] = onDevice;
    rows.push({
      kind: 'session',
      before: undefined,
      after: { ...onDevice, accountId, id: sessionId, deviceId: id, version: 0, tokensEndAt: onDevice.endsAt },
    });
    const what = { sessions: [{ id: sessionId, key: onDevice.key, app: { name } }], place: demo.place };
    tell(created, {
      ...what,
      type: 'signed-in',
      detail: index === 0 && created === firstSeen ? 'new-device' : 'known-device',
    });
  });
  if (lastSignIn !== firstSeen) tell(firstSeen, { type: 'signed-in', place: demo.place, detail: 'new-device' });
  if (signOut) {
    const ended = Object.entries(sessions).map(([sessionId, { key, app }]) => ({
      id: sessionId as SessionId,
      key,
      app,
    }));
    const what = { sessions: ended, reason: signOut.reason, order: signOut.orderId };
    const step = (time: string) => new Date(time).getTime();
    tell(step(signOut.requestedAt), { ...what, type: 'device-signed-out', by: signOut.requestedBy });
    if (signOut.deliveredAt) tell(step(signOut.deliveredAt), { ...what, type: 'sign-out-delivered' });
    if (signOut.confirmedAt) tell(step(signOut.confirmedAt), { ...what, type: 'sign-out-confirmed' });
  }

  const device: Device = {
    accountId,
    id,
    version: 0,
    name: demo.name,
    kind: demo.kind,
    os: demo.os,
    model: demo.model,
    trusted: demo.trusted ?? false,
    secretHash: systemWorld().secrets.create().hash,
    firstSeenAt: iso(firstSeen),
    lastSeenAt: iso(lastSeen),
    lastPlace: demo.place,
    state: signOut ? 'signed-out' : 'active',
    sessions,
    ...(signOut && { signOut, signedOutAt: secondsOf(signOut.requestedAt) }),
  };
  return [
    { kind: 'device', before: undefined, after: device },
    ...rows,
    ...activity.map((one): Change => ({ kind: 'activity', activity: one })),
  ];
};

/** A device that was never told is still offline. */
const signOutOf = ({ now, ownersDevice }: History, { signedOut }: DemoDevice): SignOut | undefined => {
  if (!signedOut) return undefined;
  const requested = now.getTime() - signedOut.days * day;
  const told = requested + 40 * minute;
  return {
    orderId: idAt('act', requested) as ActivityId,
    requestedAt: iso(requested),
    requestedBy: ownersDevice,
    reason: signedOut.reason,
    tokensRevokedAt: iso(requested + 800),
    ...(signedOut.told && { deliveredAt: iso(told), confirmedAt: iso(told + 900) }),
  };
};
