import type { ActivityType } from './resources.ts';

/** The events of OpenID CAEP that we send. @see https://openid.net/specs/openid-caep-1_0-final.html */
export const caepEvents = {
  sessionRevoked: 'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
  sessionEstablished: 'https://schemas.openid.net/secevent/caep/event-type/session-established',
} as const;

/** The claim with what happened in our own terms, in every event. */
export const activityClaim = 'urn:remote-sign-out:activity';

/** The activities that end sessions and name them: each has its refresh tokens revoked and its devices told. */
export const sessionEndings = [
  'session-signed-out',
  'device-signed-out',
  'session-replaced',
  'session-expired',
] as const satisfies readonly ActivityType[];

export const endsSessions = (type: ActivityType): boolean => (sessionEndings as readonly ActivityType[]).includes(type);

export type EventUri = (typeof caepEvents)[keyof typeof caepEvents] | `urn:remote-sign-out:event:${ActivityType}`;

/** The kind of event by which others know the activity: CAEP's where it has one, and otherwise our own. */
export const eventUriOf = (type: ActivityType): EventUri => {
  if (type === 'signed-in') return caepEvents.sessionEstablished;
  return endsSessions(type) ? caepEvents.sessionRevoked : `urn:remote-sign-out:event:${type}`;
};
