import * as z from 'zod/mini';
import {
  deviceId,
  deviceKind,
  deviceSecret,
  mailLanguages,
  name,
  pushRegistration,
  refreshToken,
  reviewDecisions,
  sessionId,
  signOutReason,
} from './values.ts';

/** What the API takes. Every object is strict: an unknown field is refused, so that a misspelt one is not lost. */

/** For the calls that take nothing. */
export const nothing = z.strictObject({});

export const registerSessionBody = z.strictObject({
  device: z.optional(
    z.strictObject({
      // Any text: an id that is not known, or not with this secret, makes a new device.
      id: z.optional(z.string().check(z.maxLength(200))),
      secret: z.optional(deviceSecret),
      name: z.optional(name),
      kind: z.optional(deviceKind),
      os: z.optional(name),
      model: z.optional(name),
    }),
  ),
  app: z.optional(z.strictObject({ name })),
  refreshToken: z.optional(refreshToken),
  push: z.optional(pushRegistration),
  /** A public or shared computer: the session is short and ends by itself. */
  shared: z.optional(z.boolean()),
});
export type RegisterSessionBody = z.infer<typeof registerSessionBody>;

export const checkInBody = z.strictObject({
  refreshToken: z.optional(refreshToken),
  push: z.optional(pushRegistration),
});

export const updateDeviceBody = z.strictObject({ name: z.optional(name), trusted: z.optional(z.boolean()) });

export const signOutBody = z.strictObject({ reason: z.optional(signOutReason) });

export const signOutDevicesBody = z.strictObject({
  scope: z.enum(['others', 'everywhere']),
  reason: z.optional(signOutReason),
});

/** More than a page of devices is reviewed in several goes. */
const decisionsMax = 100;

export const finishReviewBody = z.strictObject({
  /** One for a device; devices that are not named stay as they are. */
  decisions: z
    .array(
      z
        .strictObject({
          deviceId,
          decision: z.enum(reviewDecisions),
          /** Of a sign-out alone. */
          reason: z.optional(signOutReason),
        })
        .check(
          z.refine(({ decision, reason }) => decision === 'sign-out' || reason === undefined, {
            path: ['reason'],
            message: 'is for devices that are signed out',
          }),
        ),
    )
    .check(
      z.maxLength(decisionsMax),
      z.refine(
        (decisions) => new Set(decisions.map((each) => each.deviceId)).size === decisions.length,
        'must not name a device twice',
      ),
    ),
});
export type FinishReviewBody = z.infer<typeof finishReviewBody>;

export const updateSettingsBody = z.strictObject({
  reminders: z.optional(z.boolean()),
  language: z.optional(z.enum(mailLanguages)),
});

export const devicePath = z.strictObject({ deviceId });
export const deviceSessionPath = z.strictObject({ deviceId, sessionId });

/** A query's numbers come as text. */
const limit = z.optional(
  z.pipe(
    z.string().check(z.regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')),
    z.transform((digits: string) => Number(digits)),
  ),
);
const cursor = z.optional(z.string().check(z.minLength(1), z.maxLength(500)));

export const deviceQuery = z.strictObject({
  state: z.optional(z.enum(['active', 'signed-out', 'all'])),
  limit,
  cursor,
});
export const reviewQuery = z.strictObject({ limit, cursor });
export const activityQuery = z.strictObject({ limit, cursor });

/**
 * RFC 7662, section 2.1. Not strict, as OAuth wants it: parameters that are not known are ignored (RFC 6749, section
 * 3.2). The hint says nothing that the token does not.
 */
export const introspectionBody = z.object({
  token: z.string(),
  token_type_hint: z.optional(z.string()),
});
