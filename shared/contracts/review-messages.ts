import * as z from 'zod/mini';
import { reviewShards } from './review-index.ts';
import { calendarDate } from './values.ts';

/** What goes through the queues of the monthly review. */

/** To plan-reviews. The schedule sends `run`; the function sends itself the shards, and what it had no time for. */
export const planMessage = z.discriminatedUnion('kind', [
  z.strictObject({ version: z.literal(1), kind: z.literal('run') }),
  z.strictObject({
    version: z.literal(1),
    kind: z.literal('shard'),
    shard: z.enum(reviewShards),
    /** Whoever is due on this day or before. */
    dueBy: calendarDate,
    /** The last account that is done. */
    after: z.optional(z.strictObject({ accountId: z.string(), dueOn: calendarDate })),
  }),
]);
export type PlanMessage = z.infer<typeof planMessage>;

/** What the schedule sends. */
export const planRun: PlanMessage = { version: 1, kind: 'run' };

/** To send-review: the account that is due, on the day on which it fell due. */
export const sendReviewMessage = z.strictObject({
  version: z.literal(1),
  accountId: z.string().check(z.minLength(1)),
  dueOn: calendarDate,
});
export type SendReviewMessage = z.infer<typeof sendReviewMessage>;

/**
 * What SES says became of a mail; of a kind that is not named here nothing needs to be known. Other members are
 * ignored, as AWS adds new ones.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const mailEvent = z.object({
  eventType: z.string(),
  mail: z.object({
    destination: z.array(z.string()),
    tags: z.optional(z.record(z.string(), z.array(z.string()))),
  }),
  bounce: z.optional(z.object({ bounceType: z.string() })),
});
export type MailEvent = z.infer<typeof mailEvent>;
