import { forgetDeviceRoute } from '../../shared/contracts/device-routes.ts';
import { forgetDevice } from '../../shared/domain/device/forget-device.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';
import { Problem } from '../../shared/http/problem.ts';

/** DELETE /v1/devices/{deviceId}: forget a signed-out device. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(forgetDeviceRoute, deps, async ({ session, params }) => {
    const outcome = await forgetDevice(deps.world, { actor: session, deviceId: params.deviceId });
    switch (outcome.kind) {
      case 'forgotten':
        return { status: 204 };
      case 'not-found':
      case 'device-active':
        throw new Problem(outcome.kind);
      case 'actor-ended':
        return refuse(deps, session, outcome.standing);
    }
  });
