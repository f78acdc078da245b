import type { ActivityType } from '../../contracts/resources.ts';
import type { ActivityId, DeviceId, Place, SessionId, SignOutReason, Timestamp } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import type { SessionKey } from '../session/session.ts';

/** Something that happened on an account. Append-only, and written in the same transaction as what it tells of. */
export interface Activity {
  accountId: AccountId;
  id: ActivityId;
  type: ActivityType;
  at: Timestamp;
  device: { id: DeviceId; name: string } | null;
  /** Their keys are what a refresh token is found by, also when the device is no longer there. They stay inside. */
  sessions: { id: SessionId; key: SessionKey; app: { name: string } }[];
  by: DeviceId | null;
  place: Place | null;
  reason: SignOutReason | null;
  detail: string | null;
  /** The order that it carries out: one order may have an activity for each device. */
  order: ActivityId | null;
}

/** An activity from what is particular about it. */
export const activityOf = (what: Pick<Activity, 'accountId' | 'id' | 'type' | 'at'> & Partial<Activity>): Activity => ({
  device: null,
  sessions: [],
  by: null,
  place: null,
  reason: null,
  detail: null,
  order: null,
  ...what,
});
