import { sendReviewMessage } from '../../shared/contracts/review-messages.ts';
import { askForReview } from '../../shared/domain/review/ask-for-review.ts';
import type { AskWorld } from '../../shared/domain/review/ask-for-review.ts';
import { reviewLinksOf } from '../../shared/domain/review/review-request.ts';
import { queueConsumer } from '../../shared/events/queue-consumer.ts';
import type { ConsumerDeps } from '../../shared/events/queue-consumer.ts';
import type { Count } from '../../shared/observability/metrics.ts';

export interface SendReviewDeps extends ConsumerDeps {
  world: Omit<AskWorld, 'linksOf'>;
  /** Where the links of the mails lead. */
  dashboardUrl: string;
  count: Count;
}

/** Asks the owner of each account that is due, by a mail. */
export const makeHandler = ({ world, dashboardUrl, count, ...deps }: SendReviewDeps) =>
  queueConsumer(deps, {
    schema: sendReviewMessage,
    async handle({ accountId, dueOn }) {
      const outcome = await askForReview({ ...world, linksOf: reviewLinksOf(dashboardUrl) }, { accountId, dueOn });
      // No failure: it is looked at again like one, later each time.
      if (outcome.kind === 'busy') return 'again';
      if (outcome.kind === 'sent' && outcome.isNoted) count('ReviewsSent', 1);
      if (outcome.kind === 'skipped') count('ReviewsSkipped', 1, { reason: outcome.reason });
      deps.log.info('RSO_REVIEW', {
        accountId,
        dueOn,
        outcome: outcome.kind,
        reason: outcome.kind === 'skipped' ? outcome.reason : undefined,
      });
      return 'done';
    },
    idOf: ({ accountId }) => accountId,
    failed: () => count('ReviewsFailed', 1),
  });
