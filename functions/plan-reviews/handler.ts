import { reviewShards } from '../../shared/contracts/review-index.ts';
import { planMessage } from '../../shared/contracts/review-messages.ts';
import type { PlanMessage, SendReviewMessage } from '../../shared/contracts/review-messages.ts';
import { dateIn } from '../../shared/domain/review/calendar.ts';
import type { DueAccount, ReviewCalendar } from '../../shared/domain/review/ports.ts';
import { queueConsumer } from '../../shared/events/queue-consumer.ts';
import type { ConsumerDeps } from '../../shared/events/queue-consumer.ts';
import type { Count } from '../../shared/observability/metrics.ts';

export interface PlanReviewsDeps extends ConsumerDeps {
  calendar: ReviewCalendar;
  /** To this function itself. */
  planMore: (messages: readonly PlanMessage[]) => Promise<void>;
  ask: (messages: readonly SendReviewMessage[]) => Promise<void>;
  count: Count;
  timeZone: string;
  now: () => Date;
}

/** Keys of the index: a page is a few kilobytes, however many are due. */
const pageSize = 200;
/** Milliseconds. A page is a query and twenty batches of messages. */
const pageTime = 10_000;
const dayMs = 86_400_000;

/**
 * Finds who is due, and puts them into the queue to be asked. A run is a message for each shard of the index; a shard
 * is read page by page, and what there is no time for is a message again. It reads nothing of an account: whether to
 * ask is decided when the mail is sent. Done twice, it asks nobody twice.
 */
export const makeHandler = ({ calendar, planMore, ask, count, timeZone, now, ...deps }: PlanReviewsDeps) =>
  queueConsumer(deps, {
    schema: planMessage,
    async handle(message, context) {
      if (message.kind === 'run') {
        const dueBy = dateIn(timeZone, now());
        await planMore(reviewShards.map((shard) => ({ version: 1, kind: 'shard', shard, dueBy })));
        count('ReviewRuns', 1);
        deps.log.info('RSO_REVIEWS_RUN', { dueBy });
        return;
      }
      const { shard, dueBy } = message;
      let after: DueAccount | undefined = message.after;
      let due = 0;
      let more = true;
      while (more && context.getRemainingTimeInMillis() > pageTime) {
        const page = await calendar.listDue(shard, { dueBy, after, limit: pageSize });
        const [longest] = page.accounts;
        // Only the first page of a shard has the account that has waited longest.
        if (longest && !after) count('ReviewOldestDueDays', daysBetween(longest.dueOn, dueBy));
        await ask(page.accounts.map((account) => ({ version: 1, ...account })));
        due += page.accounts.length;
        ({ more } = page);
        after = page.accounts.at(-1) ?? after;
      }
      if (more) await planMore([{ ...message, after }]);
      if (due > 0) count('ReviewsDue', due);
      deps.log.info('RSO_REVIEWS_PLANNED', { shard, dueBy, due, more });
    },
  });

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
