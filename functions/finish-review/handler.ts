import type { FinishReviewBody } from '../../shared/contracts/review-routes.ts';
import { finishReviewRoute } from '../../shared/contracts/review-routes.ts';
import type { DeviceId } from '../../shared/contracts/values.ts';
import { finishReview, showFinished } from '../../shared/domain/review/finish-review.ts';
import { sessionAuthority } from '../../shared/domain/sign-out/actor.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';
import { Problem } from '../../shared/http/problem.ts';
import type { SignOutDeps } from '../../shared/http/sign-out-answer.ts';
import { requireRecentAuthentication } from '../../shared/http/step-up.ts';
import { takeAllowance } from '../../shared/http/take-allowance.ts';

/**
 * POST /v1/review: finish a review. It takes a recent authentication, whatever is decided: a review puts off the next
 * mail and calls devices known, and whoever holds a stolen session must not be able to do either (ASVS 7.5.1).
 */
export const makeHandler = ({ timeZone, ...deps }: SignOutDeps & { timeZone: string }) =>
  guardedEndpoint(finishReviewRoute, deps, async (call) => {
    const { session, principal, body } = call;
    refuseOwnDevice(body, session.deviceId);
    requireRecentAuthentication(call, deps.stepUpMaxAge, deps.world.now());
    if (body.decisions.some(({ decision }) => decision === 'sign-out')) {
      // A review is one order, however many devices it is about.
      await takeAllowance(deps.limiter, principal);
    }
    const outcome = await finishReview(
      { ...deps.world, timeZone },
      { authority: sessionAuthority(session), decisions: body.decisions },
    );
    switch (outcome.kind) {
      case 'finished':
        return { status: 200, body: showFinished(outcome, session.deviceId, deps.world.now()) };
      case 'actor-ended':
        return refuse(deps, session, outcome.standing);
    }
  });

/** Its session would end before the review is recorded. */
const refuseOwnDevice = ({ decisions }: FinishReviewBody, own: DeviceId): void => {
  const index = decisions.findIndex(({ deviceId, decision }) => deviceId === own && decision === 'sign-out');
  if (index === -1) return;
  throw new Problem('invalid-request', {
    errors: [
      {
        pointer: `#/decisions/${index}/deviceId`,
        detail: 'is the device that asks; sign it out with DELETE /v1/sessions/current',
      },
    ],
  });
};
