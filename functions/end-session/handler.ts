import { endSessionRoute } from '../../shared/contracts/session-routes.ts';
import { sessionAuthority } from '../../shared/domain/sign-out/actor.ts';
import { signOutDevice } from '../../shared/domain/sign-out/sign-out-device.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';
import { Problem } from '../../shared/http/problem.ts';

/** DELETE /v1/sessions/current: sign myself out. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(endSessionRoute, deps, async ({ session }) => {
    const outcome = await signOutDevice(deps.world, {
      authority: sessionAuthority(session),
      deviceId: session.deviceId,
      only: session.id,
      reason: 'other',
    });
    switch (outcome.kind) {
      case 'signed-out':
        return { status: 204 };
      case 'actor-ended':
        return refuse(deps, session, outcome.standing);
      case 'not-found':
        throw new Problem('session-not-registered');
    }
  });
