import { isDeepStrictEqual } from 'node:util';
import type { SessionId } from '../../shared/contracts/values.ts';
import { sessionsOf } from '../../shared/domain/device/device.ts';
import { standingOf } from '../../shared/domain/session/session.ts';
import { recordsOf } from './account-records.ts';
import type { AccountRecords } from './account-records.ts';

const endings = new Set(['session-replaced', 'session-signed-out', 'device-signed-out', 'session-expired']);

/**
 * What is wrong with the records of an account, in words; empty where all is well. Holds at every moment, whatever
 * raced before it:
 * - no live session is on a device that is signed out or gone,
 * - a session's row and its copy on the device say the same,
 * - a device has at least one session (there are no ghost rows),
 * - every session began with one activity, and every ended one ended with exactly one.
 */
export const faultsOf = async (
  api: { engine: Parameters<typeof recordsOf>[0]; clock: { now: () => Date } },
  accountId: string,
): Promise<string[]> => faultsIn(await recordsOf(api.engine, accountId), api.clock.now());

/** The same, of records that have been read. */
export const faultsIn = ({ account, devices, sessions, activity }: AccountRecords, now: Date): string[] => {
  if (!account) return ['there is no account'];
  const faults: string[] = [];
  const count = (id: SessionId, wanted: (type: string) => boolean) =>
    activity.filter(({ type, sessions: of }) => wanted(type) && of.some((one) => one.id === id)).length;

  for (const session of sessions) {
    const device = devices.find(({ id }) => id === session.deviceId);
    const standing = standingOf(session, session.deviceId, account, now);
    const settled = session.state !== 'active';
    if (standing.kind === 'live' && device?.state !== 'active') {
      faults.push(`${session.id} is live on a device that is ${device?.state ?? 'gone'}`);
    }
    const copy = device?.sessions[session.id];
    if (device && !copy) faults.push(`${session.id} is missing on its device`);
    if (copy && (copy.state !== session.state || !isDeepStrictEqual(copy.signOut, session.signOut))) {
      faults.push(`${session.id} is ${session.state}, its device says ${copy.state}`);
    }
    const ended = count(session.id, (type) => endings.has(type));
    if (ended !== (settled ? 1 : 0)) faults.push(`${session.id} is ${session.state} with ${ended} endings`);
    const begun = count(session.id, (type) => type === 'signed-in');
    if (begun !== 1) faults.push(`${session.id} has begun ${begun} times`);
  }
  for (const device of devices) {
    const on = sessionsOf(device);
    if (on.length === 0) faults.push(`${device.id} is a ghost`);
    for (const [id] of on) {
      if (!sessions.some((session) => session.id === id)) faults.push(`${id} has no row`);
    }
    if (device.state === 'active' && on.every(([, { state }]) => state !== 'active')) {
      faults.push(`${device.id} is active without an active session`);
    }
  }
  return faults;
};
