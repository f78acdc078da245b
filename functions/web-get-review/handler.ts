import { byUrgency } from '../../shared/domain/review/attention.ts';
import { readReview } from '../../shared/domain/review/read-review.ts';
import { linkStanding } from '../../shared/domain/review/review.ts';
import { isCrossSite } from '../../shared/web/cross-site.ts';
import { jsonAnswer } from '../../shared/web/json-answer.ts';
import { openLink, shownLink } from '../../shared/web/review-link.ts';
import type { ReviewLinkDeps } from '../../shared/web/review-link.ts';
import { webEndpoint } from '../../shared/web/web-endpoint.ts';
import { webProblem } from '../../shared/web/web-problem.ts';

/** As many as can be decided on in one go; those that deserve a look come first. */
const devicesMax = 100;

/** GET /web/review: the devices to review, for whoever has the link of the e-mail. It changes nothing. */
export const makeHandler = (deps: ReviewLinkDeps) =>
  webEndpoint('web-get-review', deps, async ({ event }) => {
    if (isCrossSite(event, deps.origin)) return webProblem('cross-site-request');
    const link = await openLink(deps, shownLink(event), 'review');
    if (link.kind === 'refused') return webProblem(link.problem);

    const { account } = await deps.world.store.read(link.accountId, {});
    const standing = linkStanding(account, link.reviewId);
    // Of an account that is gone no more is said than of a link that never was.
    if (!account || standing === 'gone') return webProblem('link-invalid');
    if (standing === 'finished') return webProblem('review-finished');
    const { more, ...review } = await readReview(deps.world, account, { limit: devicesMax, order: byUrgency });
    return jsonAnswer({ ...review, complete: more === undefined, expiresAt: link.expiresAt });
  });
