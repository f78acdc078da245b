import type { ReviewDeviceResource } from '../../shared/contracts/resources.ts';
import type { Attention, DeviceId, SignOutReason, Timestamp } from '../../shared/contracts/values.ts';
import type { ReviewDecisions } from '../api/review-calls.ts';

/** What the owner has decided on a device. */
export type Chosen = { decision: 'keep' | 'not-sure' } | { decision: 'sign-out'; reason: SignOutReason };
export type Choices = ReadonlyMap<DeviceId, Chosen>;

export const isNewSince = (device: ReviewDeviceResource, lastReviewedAt: Timestamp | null): boolean =>
  !device.current &&
  (device.attention.includes('new-device') || (lastReviewedAt !== null && device.firstSeenAt > lastReviewedAt));

/** Why the owner should look at it; a trusted device may be new as well. */
export const attentionsOf = (device: ReviewDeviceResource, lastReviewedAt: Timestamp | null): Attention[] =>
  isNewSince(device, lastReviewedAt) && !device.attention.includes('new-device')
    ? ['new-device', ...device.attention]
    : device.attention;

/** Nothing is decided beforehand on what deserves a look; the others stay unless the owner says otherwise. */
export const decisionOf = (device: ReviewDeviceResource, choices: Choices): Chosen | undefined => {
  if (device.current) return { decision: 'keep' };
  return choices.get(device.id) ?? (device.attention.length > 0 ? undefined : { decision: 'keep' });
};

export const undecided = (devices: readonly ReviewDeviceResource[], choices: Choices): ReviewDeviceResource[] =>
  devices.filter((device) => !decisionOf(device, choices));

export const signOutsOf = (devices: readonly ReviewDeviceResource[], choices: Choices): ReviewDeviceResource[] =>
  devices.filter((device) => decisionOf(device, choices)?.decision === 'sign-out');

/** What most likely moves someone to sign out such a device. */
export const likelyReason = ({ attention }: ReviewDeviceResource): SignOutReason => {
  if (attention.includes('new-device') || attention.includes('new-country')) return 'not-mine';
  return attention.includes('unused') ? 'unused' : 'other';
};

export interface ReviewGroup {
  name: 'new' | 'look' | 'others';
  devices: ReviewDeviceResource[];
}

/** New since last time, then what deserves a look, then the others, this device first among them. */
export const groupsOf = (devices: readonly ReviewDeviceResource[], lastReviewedAt: Timestamp | null): ReviewGroup[] => {
  const nameOf = (device: ReviewDeviceResource): ReviewGroup['name'] => {
    if (isNewSince(device, lastReviewedAt)) return 'new';
    return device.attention.length > 0 && !device.current ? 'look' : 'others';
  };
  const thisFirst = devices.toSorted((a, b) => Number(b.current) - Number(a.current));
  return (['new', 'look', 'others'] as const)
    .map((name) => ({ name, devices: thisFirst.filter((device) => nameOf(device) === name) }))
    .filter((group) => group.devices.length > 0);
};

/** What one call takes. */
const decisionsMax = 100;

/**
 * The calls that finish a review: sign-outs first, then what is not sure, then what is kept, as far as there is room.
 * Of more devices than a call takes, those that are kept need not be named: they stay as they are.
 */
export const callsOf = (devices: readonly ReviewDeviceResource[], choices: Choices): ReviewDecisions[] => {
  const decided = devices.flatMap((device) => {
    const chosen = decisionOf(device, choices);
    return chosen ? [{ rank: rankOf(device, chosen), decision: { deviceId: device.id, ...chosen } }] : [];
  });
  const ordered = decided.toSorted((a, b) => a.rank - b.rank);
  const needed = ordered.filter(({ rank }) => rank < 2).length;
  const calls = Math.max(1, Math.ceil(needed / decisionsMax));
  const named = ordered.slice(0, calls * decisionsMax).map(({ decision }) => decision);
  return Array.from({ length: calls }, (_, index) => named.slice(index * decisionsMax, (index + 1) * decisionsMax));
};

const rankOf = ({ attention }: ReviewDeviceResource, { decision }: Chosen): number => {
  if (decision === 'sign-out') return 0;
  if (decision === 'not-sure') return 1;
  // To keep what was flagged is news to the service.
  return attention.length > 0 ? 2 : 3;
};
