import type { DeviceResource } from '../../shared/contracts/resources.ts';
import type { DeviceId, Timestamp } from '../../shared/contracts/values.ts';

/** Why a device needs a look. Trusting it settles the first two, and a review that it is new. */
export type Flag =
  | { kind: 'new-device'; since: string }
  | { kind: 'new-country'; country: string }
  | { kind: 'unused'; since: string };

const dayMs = 86_400_000;
const newForDays = 7;
const unusedAfterDays = 90;

/** The flags of the devices that are signed in. `devices` are all of the account: a part would call too much new. */
export const flagsOf = (
  devices: readonly DeviceResource[],
  now: Date,
  lastReviewedAt: Timestamp | null = null,
): Map<DeviceId, Flag[]> => {
  const byFirstSeen = devices.toSorted((a, b) => (a.firstSeenAt < b.firstSeenAt ? -1 : 1));
  const countries = new Set<string>();
  const flags = new Map<DeviceId, Flag[]>();
  for (const device of byFirstSeen) {
    const country = device.lastPlace?.country;
    const isNewCountry = country !== undefined && countries.size > 0 && !countries.has(country);
    if (country !== undefined) countries.add(country);
    if (device.state !== 'active') continue;

    const found: Flag[] = [];
    const known = device.trusted || device.current;
    const isReviewed = lastReviewedAt !== null && device.firstSeenAt <= lastReviewedAt;
    if (!known && !isReviewed && daysSince(device.firstSeenAt, now) < newForDays) {
      found.push({ kind: 'new-device', since: device.firstSeenAt });
    }
    if (!known && isNewCountry) found.push({ kind: 'new-country', country });
    if (!device.current && daysSince(device.lastSeenAt, now) >= unusedAfterDays) {
      found.push({ kind: 'unused', since: device.lastSeenAt });
    }
    if (found.length > 0) flags.set(device.id, found);
  }
  return flags;
};

const daysSince = (at: string, now: Date): number => (now.getTime() - Date.parse(at)) / dayMs;
