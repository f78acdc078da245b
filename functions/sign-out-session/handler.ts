import { signOutSessionRoute } from '../../shared/contracts/device-routes.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { signOutAnswer } from '../../shared/http/sign-out-answer.ts';
import type { SignOutDeps } from '../../shared/http/sign-out-answer.ts';

/** POST /v1/devices/{deviceId}/sessions/{sessionId}/sign-out: sign out one app on a device. */
export const makeHandler = (deps: SignOutDeps) =>
  guardedEndpoint(signOutSessionRoute, deps, (call) =>
    signOutAnswer(deps, call, { deviceId: call.params.deviceId, only: call.params.sessionId }),
  );
