import { checkInRoute } from '../../shared/contracts/session-routes.ts';
import { checkIn } from '../../shared/domain/session/check-in.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';

/** POST /v1/sessions/current/check-in: am I still signed in? `checkInAfter` is in seconds. */
export const makeHandler = (deps: EndpointDeps & { checkInAfter: number }) =>
  guardedEndpoint(checkInRoute, deps, async ({ session, body }) => {
    const outcome = await checkIn(deps.world, { session, ...body });
    switch (outcome.kind) {
      case 'active':
        return { status: 200, body: { state: 'active', checkInAfter: deps.checkInAfter } };
      case 'actor-ended':
        return refuse(deps, session, outcome.standing);
    }
  });
