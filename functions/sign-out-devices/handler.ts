import { signOutDevicesRoute } from '../../shared/contracts/device-routes.ts';
import { signOutAll } from '../../shared/domain/sign-out/sign-out-all.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';
import type { SignOutDeps } from '../../shared/http/sign-out-answer.ts';
import { requireRecentAuthentication } from '../../shared/http/step-up.ts';
import { takeAllowance } from '../../shared/http/take-allowance.ts';

/** POST /v1/devices/sign-out: sign out all other devices, or everything. */
export const makeHandler = (deps: SignOutDeps) =>
  guardedEndpoint(signOutDevicesRoute, deps, async (call) => {
    const { principal, session, body } = call;
    requireRecentAuthentication(call, deps.stepUpMaxAge, deps.world.now());
    await takeAllowance(deps.limiter, principal);

    const { scope, reason = 'other' } = body;
    const outcome = await signOutAll(deps.world, { actor: session, scope, reason });
    switch (outcome.kind) {
      case 'signed-out':
        return { status: 202, body: { scope, requestedAt: outcome.requestedAt } };
      case 'actor-ended':
        return refuse(deps, session, outcome.standing);
    }
  });
