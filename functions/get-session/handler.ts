import { getSessionRoute } from '../../shared/contracts/session-routes.ts';
import { showDevice, showSession } from '../../shared/domain/device/show-device.ts';
import type { EndpointDeps } from '../../shared/http/call.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/http/problem.ts';

/** GET /v1/sessions/current: this session and its device. */
export const makeHandler = (deps: EndpointDeps) =>
  guardedEndpoint(getSessionRoute, deps, async ({ principal, session, account }) => {
    const { device } = await deps.world.store.read(principal.accountId, { device: session.deviceId });
    // A device is forgotten only when no session on it is live: it was signed out since the guard read.
    if (!device) throw new Problem('session-not-registered');
    const now = deps.world.now();
    return {
      status: 200,
      body: {
        session: showSession(session.id, session, session.deviceId, account, now),
        device: showDevice(device, account, session.deviceId, now),
      },
    };
  });
