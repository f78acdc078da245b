import { showDevice } from '../../shared/domain/device/show-device.ts';
import type { RateLimiter } from '../../shared/domain/ports.ts';
import { signOutDevice } from '../../shared/domain/sign-out/sign-out-device.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';
import { Problem } from '../../shared/http/problem.ts';
import { requireStepUpForOthers } from '../../shared/http/step-up.ts';
import { takeAllowance } from '../../shared/http/take-allowance.ts';

/** POST /v1/devices/{deviceId}/sessions/{sessionId}/sign-out: sign out one app on a device. `stepUpMaxAge` is in seconds. */
export const makeHandler = (deps: EndpointDeps & { stepUpMaxAge: number; limiter: RateLimiter }) =>
  guardedEndpoint('sign-out-session', deps, async (call) => {
    const { principal, session, params, body } = call;
    requireStepUpForOthers(call, params.deviceId, deps.stepUpMaxAge, deps.world.now());
    await takeAllowance(deps.limiter, principal);

    const outcome = await signOutDevice(deps.world, {
      actor: session,
      deviceId: params.deviceId,
      only: params.sessionId,
      reason: body.reason ?? 'other',
    });
    switch (outcome.kind) {
      case 'signed-out': {
        const device = showDevice(outcome.device, outcome.account, session.deviceId, deps.world.now());
        return { status: 202, body: { device } };
      }
      case 'not-found':
        throw new Problem('not-found');
      case 'actor-ended':
        return refuse(deps, session, outcome.standing);
    }
  });
