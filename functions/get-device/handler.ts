import { getDeviceRoute } from '../../shared/contracts/device-routes.ts';
import { showDevice } from '../../shared/domain/device/show-device.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/http/problem.ts';

/** GET /v1/devices/{deviceId}: one device with its sessions. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(getDeviceRoute, deps, async ({ principal, session, account, params }) => {
    const { device } = await deps.world.store.read(principal.accountId, { device: params.deviceId });
    if (!device) throw new Problem('not-found');
    return { status: 200, body: showDevice(device, account, session.deviceId, deps.world.now()) };
  });
