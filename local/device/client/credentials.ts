import * as z from 'zod/mini';
import { deviceKind, pushRegistration } from '../../../shared/contracts/values.ts';

/** One sign-in at Cognito that is registered with the API. */
const signIn = z.strictObject({
  /** Public id of the session, to tell one sign-in from the next. */
  sessionId: z.string(),
  accessToken: z.string(),
  /** RFC 3339. */
  accessTokenEndsAt: z.string(),
  refreshToken: z.string(),
});

/**
 * What a device keeps between two runs. Whoever has `signIn` is signed in; `device` only lets it be recognised, and
 * outlives every sign-out.
 */
export const credentials = z.strictObject({
  version: z.literal(1),
  /** The pool and client that all this belongs to: tokens are never sent anywhere else. */
  userPoolId: z.string(),
  client: z.string(),
  email: z.string(),
  description: z.strictObject({
    name: z.string(),
    kind: deviceKind,
    os: z.optional(z.string()),
    model: z.optional(z.string()),
    app: z.optional(z.string()),
    from: z.optional(z.string()),
    shared: z.optional(z.literal(true)),
  }),
  /** The secret comes once, in the answer that made the device. If that answer was lost, so is the secret. */
  device: z.optional(z.strictObject({ id: z.string(), secret: z.optional(z.string()) })),
  /** Where the push platform reaches the device: whoever has it can only send hints. */
  push: z.optional(pushRegistration),
  signIn: z.optional(signIn),
});

export type Credentials = z.infer<typeof credentials>;
export type SignIn = z.infer<typeof signIn>;
export type DeviceDescription = Credentials['description'];
