import { activityClaim, eventUriOf } from '../../contracts/event-names.ts';
import type { SecurityEvent } from '../../contracts/security-event.ts';
import type { Activity } from '../activity/activity.ts';
import { secondsOf } from '../sign-out/end-sessions.ts';

export interface Issuers {
  /** Who sends the event: the address of the API. */
  events: string;
  /** Who issues the tokens of the account: the user pool. */
  tokens: string;
}

/** The activity as others are told of it: by public ids, and without the place. */
export const securityEventOf = (activity: Activity, issuers: Issuers, now: Date): SecurityEvent => {
  const { accountId, id, type, at, device, by, reason, order } = activity;
  // The detail of a renaming is the name it had before.
  const detail = type === 'device-renamed' ? null : activity.detail;
  const sessions = activity.sessions.map((session) => session.id);
  const [only] = sessions;
  return {
    iss: issuers.events,
    jti: id,
    iat: secondsOf(now),
    toe: secondsOf(at),
    ...(order && { txn: order }),
    sub_id: {
      format: 'complex',
      user: { format: 'iss_sub', iss: issuers.tokens, sub: accountId },
      ...(device && { device: { format: 'opaque', id: device.id } }),
      ...(only && sessions.length === 1 && { session: { format: 'opaque', id: only } }),
    },
    events: {
      [eventUriOf(type)]: {
        event_timestamp: secondsOf(at),
        initiating_entity: by ? 'user' : 'policy',
        ...(reason && { reason_user: { en: reason } }),
      },
    },
    [activityClaim]: { version: 1, type, at, sessions, by, reason, detail },
  };
};
