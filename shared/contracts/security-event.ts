import * as z from 'zod/mini';
import { activityClaim, eventUriOf } from './event-names.ts';
import type { EventUri } from './event-names.ts';
import { activityTypes } from './resources.ts';
import { activityId, deviceId, sessionId, signOutReason, timestamp } from './values.ts';

/**
 * What the topic `security-events` carries: the claims of a security event token (RFC 8417) with the subjects of
 * RFC 9493 and of the Shared Signals Framework, unsigned: the topic says who sends it. Ids are the public ones; times
 * are in seconds since 1970, but for `at`.
 */

const seconds = z.int().check(z.minimum(0));

const eventBody = z.strictObject({
  event_timestamp: seconds,
  /** CAEP: `user` where a device of the account did it, `policy` where time or a rule did. */
  initiating_entity: z.enum(['user', 'policy']),
  /** CAEP: why, by language tag. */
  reason_user: z.optional(z.record(z.string(), z.string())),
});

export const securityEvent = z.strictObject({
  /** The installation that sends it: the address of its API. */
  iss: z.url(),
  /** The id of the activity: the same however often the event comes. */
  jti: activityId,
  /** When it was sent. */
  iat: seconds,
  /** When it happened. */
  toe: seconds,
  /** The order that it carries out: one order may lead to an event for each device. */
  txn: z.optional(activityId),
  sub_id: z.strictObject({
    format: z.literal('complex'),
    user: z.strictObject({ format: z.literal('iss_sub'), iss: z.url(), sub: z.string().check(z.minLength(1)) }),
    /** Left out where it concerns no one device. */
    device: z.optional(z.strictObject({ format: z.literal('opaque'), id: deviceId })),
    /** Left out where it concerns no one session: all that it concerns are in the activity. */
    session: z.optional(z.strictObject({ format: z.literal('opaque'), id: sessionId })),
  }),
  /** Exactly one, by its URI. */
  events: z
    .partialRecord(z.enum([...new Set(activityTypes.map(eventUriOf))] as [EventUri, ...EventUri[]]), eventBody)
    .check(z.refine((events) => Object.keys(events).length === 1, 'must be exactly one')),
  [activityClaim]: z.strictObject({
    version: z.literal(1),
    type: z.enum(activityTypes),
    at: timestamp,
    /** Every session that it happened to. */
    sessions: z.array(sessionId),
    /** The device that did it. */
    by: z.nullable(deviceId),
    reason: z.nullable(signOutReason),
    detail: z.nullable(z.string()),
  }),
});
export type SecurityEvent = z.infer<typeof securityEvent>;
