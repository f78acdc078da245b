import { finishReviewRoute } from '../../shared/contracts/review-routes.ts';
import type { RateLimiter } from '../../shared/domain/ports.ts';
import { finishReview, showFinished } from '../../shared/domain/review/finish-review.ts';
import { linkStanding } from '../../shared/domain/review/review.ts';
import { reviewLinkAuthority } from '../../shared/domain/sign-out/actor.ts';
import { jsonBody, parse } from '../../shared/http/parse.ts';
import { Problem } from '../../shared/http/problem.ts';
import { isCrossSite } from '../../shared/web/cross-site.ts';
import { jsonAnswer } from '../../shared/web/json-answer.ts';
import { openLink, shownLink } from '../../shared/web/review-link.ts';
import type { ReviewLinkDeps } from '../../shared/web/review-link.ts';
import { webEndpoint } from '../../shared/web/web-endpoint.ts';
import { webProblem } from '../../shared/web/web-problem.ts';

export interface WebFinishReviewDeps extends ReviewLinkDeps {
  timeZone: string;
  limiter: RateLimiter;
}

/**
 * POST /web/review: finishes the review of the link. The link stands for a recent authentication: whoever can read the
 * owner's mail can set a new password as well, and it can do no more than sign devices out, once.
 */
export const makeHandler = (deps: WebFinishReviewDeps) =>
  webEndpoint('web-finish-review', deps, async ({ event }) => {
    if (isCrossSite(event, deps.origin)) return webProblem('cross-site-request');
    const link = await openLink(deps, shownLink(event), 'review');
    if (link.kind === 'refused') return webProblem(link.problem);
    const { decisions } = parse(finishReviewRoute.body, jsonBody(event));

    const { accountId, reviewId } = link;
    const { account } = await deps.world.store.read(accountId, {});
    const standing = linkStanding(account, reviewId);
    if (standing === 'finished') return webProblem('review-finished');
    if (standing === 'gone') return webProblem('link-invalid');
    // Only now: a link that is over may not use up what the owner's own sign-outs are allowed.
    if (decisions.some(({ decision }) => decision === 'sign-out')) {
      // Counted with the owner's other sign-outs: a review is one order, however many devices it is about.
      const taken = await deps.limiter.take(accountId);
      if (!taken.allowed) throw new Problem('rate-limited', {}, { 'retry-after': String(taken.retryAfter) });
    }
    const outcome = await finishReview(
      { ...deps.world, timeZone: deps.timeZone },
      { authority: reviewLinkAuthority(accountId, reviewId), decisions },
    );
    switch (outcome.kind) {
      case 'finished':
        return jsonAnswer(showFinished(outcome, undefined, deps.now()));
      case 'link-finished':
        return webProblem('review-finished');
      case 'link-gone':
        return webProblem('link-invalid');
    }
  });
