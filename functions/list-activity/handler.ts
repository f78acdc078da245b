import { listActivityRoute } from '../../shared/contracts/activity-routes.ts';
import { activityPage } from '../../shared/http/activity-page.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';

/** GET /v1/activity: what happened on the account. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(listActivityRoute, deps, ({ principal: { accountId }, query }) =>
    activityPage(deps.world.store, { accountId, ...query }),
  );
