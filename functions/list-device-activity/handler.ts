import { listDeviceActivityRoute } from '../../shared/contracts/activity-routes.ts';
import { activityPage } from '../../shared/http/activity-page.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/http/problem.ts';

/** GET /v1/devices/{deviceId}/activity: what happened on one device, also after its sign-out. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(listDeviceActivityRoute, deps, async ({ principal: { accountId }, params, query }) => {
    const { device } = await deps.world.store.read(accountId, { device: params.deviceId });
    if (!device) throw new Problem('not-found');
    return activityPage(deps.world.store, { accountId, device: device.id, ...query });
  });
