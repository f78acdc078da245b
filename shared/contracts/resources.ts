import * as z from 'zod/mini';
import {
  activityId,
  attentions,
  calendarDate,
  deviceId,
  deviceKind,
  mailLanguages,
  name,
  place,
  sessionId,
  signOutReason,
  timestamp,
} from './values.ts';

/** What the API answers: the resources of version 1. */

/** The steps of a sign-out. A step that has not happened is absent: nothing is called done that did not happen. */
export const receipt = z.strictObject({
  requestedAt: timestamp,
  /** The device that asked for it; null where it was asked for by the link of a review e-mail. */
  requestedBy: z.nullable(deviceId),
  reason: signOutReason,
  tokensRevokedAt: z.optional(timestamp),
  pushedAt: z.optional(timestamp),
  deliveredAt: z.optional(timestamp),
  confirmedAt: z.optional(timestamp),
});
export type Receipt = z.infer<typeof receipt>;

export const sessionStates = ['active', 'signed-out', 'expired'] as const;

export const session = z.strictObject({
  id: sessionId,
  app: z.strictObject({ name }),
  state: z.enum(sessionStates),
  createdAt: timestamp,
  lastSeenAt: timestamp,
  /** Of a signed-out session. A device that is still active shows here which of its apps was signed out. */
  signOut: z.optional(receipt),
});
export type SessionResource = z.infer<typeof session>;

export const device = z.strictObject({
  id: deviceId,
  name,
  kind: deviceKind,
  os: z.nullable(z.string()),
  model: z.nullable(z.string()),
  /** Whether this is the device that asks. */
  current: z.boolean(),
  trusted: z.boolean(),
  state: z.enum(['active', 'signed-out']),
  firstSeenAt: timestamp,
  lastSeenAt: timestamp,
  lastPlace: z.nullable(place),
  sessions: z.array(session),
  signOut: z.optional(receipt),
});
export type DeviceResource = z.infer<typeof device>;

export const activityTypes = [
  'signed-in',
  'sign-in-refused',
  'session-replaced',
  'session-signed-out',
  'device-signed-out',
  'others-signed-out',
  'everywhere-signed-out',
  'sign-out-delivered',
  'sign-out-confirmed',
  'session-expired',
  'device-renamed',
  'device-trusted',
  'device-distrusted',
  'device-forgotten',
  'review-requested',
  'review-finished',
  'settings-changed',
] as const;
export type ActivityType = (typeof activityTypes)[number];

export const activity = z.strictObject({
  id: activityId,
  type: z.enum(activityTypes),
  at: timestamp,
  /** The device it happened to, with the name it had then. */
  device: z.nullable(z.strictObject({ id: deviceId, name })),
  /** The sessions it happened to. */
  sessions: z.array(z.strictObject({ id: sessionId, app: z.strictObject({ name }) })),
  /** The device that did it, where that is known. */
  by: z.nullable(deviceId),
  place: z.nullable(place),
  reason: z.nullable(signOutReason),
  /**
   * Whether a sign-in came from a device not seen before; why a sign-in was refused; what was set to what; by what a
   * device was signed out where no device did it.
   */
  detail: z.nullable(z.string()),
});
export type ActivityResource = z.infer<typeof activity>;

export const registered = z.strictObject({ session, device, deviceSecret: z.optional(z.string()) });
export const currentSession = z.strictObject({ session, device });
export const checkedIn = z.strictObject({ state: z.literal('active'), checkInAfter: z.int() });
/** Good for one connection, until `expiresAt`. The ticket in the address is all that it proves the device by. */
export const connectionTicket = z.strictObject({ url: z.url({ protocol: /^wss?$/ }), expiresAt: timestamp });
export const devicePage = z.strictObject({ devices: z.array(device), nextCursor: z.optional(z.string()) });
export const activityPage = z.strictObject({ activity: z.array(activity), nextCursor: z.optional(z.string()) });
export const deviceSignedOut = z.strictObject({ device });
export const reviewDevice = z.extend(device, {
  /** Why it deserves a look. */
  attention: z.array(z.enum(attentions)),
});
export type ReviewDeviceResource = z.infer<typeof reviewDevice>;

const reviewDates = {
  /** Null before the first review. */
  lastReviewedAt: z.nullable(timestamp),
  /** The day on which the owner is next asked, in the time zone of the service; null while no device is signed in. */
  nextReviewOn: z.nullable(calendarDate),
};

/** The devices that are signed in, newest first. */
export const review = z.strictObject({
  ...reviewDates,
  devices: z.array(reviewDevice),
  nextCursor: z.optional(z.string()),
});
export type ReviewResource = z.infer<typeof review>;

export const reviewOutcomes = ['kept', 'signed-out', 'not-sure', 'not-found'] as const;

/** What came of each decision. A device that was signed out shows its receipt. */
export const reviewFinished = z.strictObject({
  reviewedAt: timestamp,
  nextReviewOn: calendarDate,
  devices: z.array(z.strictObject({ deviceId, outcome: z.enum(reviewOutcomes), device: z.optional(device) })),
});
export type ReviewFinishedResource = z.infer<typeof reviewFinished>;

export const settings = z.strictObject({
  /** Whether the owner is asked by e-mail to review the devices. Warnings are sent in any case. */
  reminders: z.boolean(),
  /** Of all e-mails. */
  language: z.enum(mailLanguages),
  /** Where they go; null where no verified address is known. */
  email: z.nullable(z.string()),
  /** Whether reminders can reach the owner: mails to the address came back, or were called unwanted. */
  delivery: z.enum(['ok', 'no-address', 'bounced', 'complained']),
  ...reviewDates,
});
export type SettingsResource = z.infer<typeof settings>;

export const scopeSignedOut = z.strictObject({ scope: z.enum(['others', 'everywhere']), requestedAt: timestamp });

/** Times are in whole seconds since 1970. */
const seconds = z.int();

/** RFC 7662, section 2.2. Of what is not live, nothing is said but that. */
export const introspection = z.union([
  z.strictObject({
    active: z.literal(true),
    /** As the token has it; scopes are separated by spaces. */
    scope: z.optional(z.string()),
    client_id: z.string(),
    username: z.optional(z.string()),
    token_type: z.literal('Bearer'),
    /** The end of the token or of its session, whichever comes first. */
    exp: seconds,
    iat: seconds,
    sub: z.string(),
    /** Of a token that is bound to a resource server: whom it is for. */
    aud: z.optional(z.union([z.string(), z.array(z.string())])),
    iss: z.string(),
    /** When the owner last authenticated: it does not move when the token is refreshed (RFC 9470). */
    auth_time: seconds,
    session_id: sessionId,
    device_id: deviceId,
  }),
  z.strictObject({ active: z.literal(false) }),
]);
export type IntrospectionResource = z.infer<typeof introspection>;
