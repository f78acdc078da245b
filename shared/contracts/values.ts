import * as z from 'zod/mini';

/**
 * The small values that cross the wire. Sizes are in characters (Unicode code points), times are RFC 3339 UTC with
 * milliseconds, ids are public: none of them is a secret and none of them opens anything.
 */

export const deviceKinds = ['computer', 'phone', 'tablet', 'console', 'tv', 'watch', 'other'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

export const signOutReasons = ['lost', 'stolen', 'not-mine', 'unused', 'selling', 'other'] as const;
export type SignOutReason = (typeof signOutReasons)[number];

export const pushPlatforms = ['fcm', 'apns', 'apns-sandbox', 'adm'] as const;
export type PushPlatform = (typeof pushPlatforms)[number];

/** What e-mails are written in. */
export const mailLanguages = ['en', 'de'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** What an owner decides on a device in a review. */
export const reviewDecisions = ['keep', 'sign-out', 'not-sure'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** Why a device deserves a look. Trusting it settles the first two. */
export const attentions = ['new-device', 'new-country', 'unused'] as const;
export type Attention = (typeof attentions)[number];

export type DeviceId = `dev_${string}`;
export type SessionId = `ses_${string}`;
export type ActivityId = `act_${string}`;
export type ReviewId = `rev_${string}`;

/** Crockford's base 32 in lower case: a ULID, 26 characters. */
const ulid = z.string().check(z.regex(/[0-9a-hjkmnp-tv-z]{26}/));

export const deviceId = z.templateLiteral(['dev_', ulid], 'must be a device id');
export const sessionId = z.templateLiteral(['ses_', ulid], 'must be a session id');
export const activityId = z.templateLiteral(['act_', ulid], 'must be an activity id');
export const reviewId = z.templateLiteral(['rev_', ulid], 'must be a review id');

const controlCharacter = /\p{Cc}/u;

/** A text of 1 to `charactersMax` characters of any script, without control characters or broken surrogates. */
const plainText = (charactersMax: number) =>
  z.string().check(
    z.refine((value) => value.isWellFormed(), 'must be well-formed Unicode'),
    z.refine((value) => !controlCharacter.test(value), 'must not contain control characters'),
    z.refine(
      (value) => value.length > 0 && value.length <= charactersMax * 2 && Array.from(value).length <= charactersMax,
      `must be 1 to ${charactersMax} characters long`,
    ),
  );

export const name = plainText(200);
export const deviceKind = z.enum(deviceKinds);
export const signOutReason = z.enum(signOutReasons);

/** Any device secret a client may send; only the one we gave out will match. */
export const deviceSecret = z.string().check(z.minLength(1), z.maxLength(200));

/** Cognito's refresh tokens are JWEs of under 4 KB; the bound only keeps nonsense out of the vault. */
export const refreshToken = z
  .string()
  .check(z.minLength(1), z.maxLength(8192), z.regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces'));

export const pushRegistration = z.strictObject({
  platform: z.enum(pushPlatforms),
  token: z
    .string()
    .check(z.minLength(8), z.maxLength(4096), z.regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')),
});
export type PushRegistration = z.infer<typeof pushRegistration>;

/** RFC 3339 in UTC with milliseconds, such as 2026-11-22T15:46:00.000Z. Sorts as text. */
export type Timestamp = string;
// Most functions check no time: bundlers are told that they may leave this out.
export const timestamp = /* @__PURE__ */ z.iso.datetime({ precision: 3 });

/** A day of the calendar, such as 2026-11-22. Sorts as text. */
export type CalendarDate = string;
export const calendarDate = /* @__PURE__ */ z.iso.date();

/** Where a request came from, as CloudFront saw it; a part that is not known is left out. */
export const place = z.strictObject({
  city: z.optional(z.string()),
  region: z.optional(z.string()),
  country: z.optional(z.string()),
});
export type Place = z.infer<typeof place>;
