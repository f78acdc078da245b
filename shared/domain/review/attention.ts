import type { Attention, DeviceId } from '../../contracts/values.ts';
import type { Account } from '../account/account.ts';
import { isActive } from '../device/device.ts';
import type { Device } from '../device/device.ts';

const dayMs = 86_400_000;
/** Before the first review, what came within so many days is new. */
const newForDays = 31;
const unusedAfterDays = 90;

/** A device that is signed in, with what the owner should know of it. */
export interface LookedAt {
  device: Device;
  isNew: boolean;
  attention: Attention[];
}

/**
 * The devices that are signed in, each with why it deserves a look. `devices` are all of the account, also the
 * signed-out ones: where those were, the owner has been, unless they were somebody else's. The first device of an
 * account is nobody else's.
 */
export const lookAt = (
  devices: readonly Device[],
  account: Account,
  now: Date,
  current: DeviceId | undefined,
): LookedAt[] => {
  const kept = account.review?.countries;
  const countries = new Set(kept);
  const looked: LookedAt[] = [];
  const [first, ...later] = devices.toSorted(inOrderOfTime);
  for (const device of first ? [first, ...later] : []) {
    const country = device.lastPlace?.country;
    const isElsewhere = country !== undefined && countries.size > 0 && !countries.has(country);
    // Once countries have been kept, only keeping adds to them.
    if (country !== undefined && kept === undefined && !isStrange(device)) countries.add(country);
    if (!isActive(device, account, now)) continue;

    const isKnown = device.trusted || device.id === current;
    const isNew = device !== first && isNewSince(device, account, now);
    const attention: Attention[] = [];
    if (isNew && !isKnown) attention.push('new-device');
    if (isElsewhere && !isKnown) attention.push('new-country');
    if (device.id !== current && now.getTime() - Date.parse(device.lastSeenAt) >= unusedAfterDays * dayMs) {
      attention.push('unused');
    }
    looked.push({ device, isNew, attention });
  }
  return looked;
};

/** Signed out because somebody else had it: where that was says nothing of the owner. */
const isStrange = ({ signOut }: Device): boolean => signOut?.reason === 'not-mine' || signOut?.reason === 'stolen';

/** By their ids where two came in the same millisecond. */
const inOrderOfTime = (a: Device, b: Device): number =>
  a.firstSeenAt < b.firstSeenAt || (a.firstSeenAt === b.firstSeenAt && a.id < b.id) ? -1 : 1;

/** New since the last review, or left undecided in it. */
const isNewSince = ({ id, firstSeenAt }: Device, { review }: Account, now: Date): boolean => {
  const since = review?.lastReviewedAt ?? new Date(now.getTime() - newForDays * dayMs).toISOString();
  return firstSeenAt > since || (review?.undecided?.includes(id) ?? false);
};

/** Those that are new first, then what deserves a look, then the one last seen. */
export const byUrgency = (a: LookedAt, b: LookedAt): number =>
  Number(b.isNew) - Number(a.isNew) ||
  b.attention.length - a.attention.length ||
  (a.device.lastSeenAt < b.device.lastSeenAt ? 1 : -1);
