import * as z from 'zod/mini';
import { cursor, limit, nothing } from './route-parts.ts';
import type { Route } from './route.ts';
import { deviceId, reviewDecisions, signOutReason } from './values.ts';

const reviewQuery = z.strictObject({ limit, cursor });

/** More than a page of devices is reviewed in several goes. */
const decisionsMax = 100;

const finishReviewBody = z.strictObject({
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

export const getReviewRoute = {
  name: 'get-review',
  method: 'GET',
  path: '/v1/review',
  summary: 'The devices to review, each with the reasons for which it deserves a look',
  access: 'session',
  params: nothing,
  query: reviewQuery,
  body: nothing,
  problems: [],
} as const satisfies Route;

export const finishReviewRoute = {
  name: 'finish-review',
  method: 'POST',
  path: '/v1/review',
  summary: 'Finish a review: sign out what was chosen, and set when the owner is next asked',
  access: 'session',
  params: nothing,
  query: nothing,
  body: finishReviewBody,
  problems: ['step-up-required', 'rate-limited'],
} as const satisfies Route;
