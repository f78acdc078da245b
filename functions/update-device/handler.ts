import { updateDeviceRoute } from '../../shared/contracts/device-routes.ts';
import { showDevice } from '../../shared/domain/device/show-device.ts';
import { updateDevice } from '../../shared/domain/device/update-device.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { refuse } from '../../shared/http/guard.ts';
import { Problem } from '../../shared/http/problem.ts';
import { requireRecentAuthentication } from '../../shared/http/step-up.ts';

/** PATCH /v1/devices/{deviceId}: rename a device, trust it or stop trusting it. `stepUpMaxAge` is in seconds. */
export const makeHandler = (deps: EndpointDeps & { stepUpMaxAge: number }) =>
  guardedEndpoint(updateDeviceRoute, deps, async (call) => {
    const { session, params, body } = call;
    // A name is only a name; trust silences warnings, so giving it is a change of security.
    if (body.trusted !== undefined) requireRecentAuthentication(call, deps.stepUpMaxAge, deps.world.now());

    const outcome = await updateDevice(deps.world, { actor: session, deviceId: params.deviceId, ...body });
    switch (outcome.kind) {
      case 'updated':
        return {
          status: 200,
          body: showDevice(outcome.device, outcome.account, session.deviceId, deps.world.now()),
        };
      case 'not-found':
        throw new Problem('not-found');
      case 'actor-ended':
        return refuse(deps, session, outcome.standing);
    }
  });
