import { signOutDeviceRoute } from '../../shared/contracts/device-routes.ts';
import { guardedEndpoint } from '../../shared/http/endpoint.ts';
import { signOutAnswer } from '../../shared/http/sign-out-answer.ts';
import type { SignOutDeps } from '../../shared/http/sign-out-answer.ts';

/** POST /v1/devices/{deviceId}/sign-out: sign out every app on a device. */
export const makeHandler = (deps: SignOutDeps) =>
  guardedEndpoint(signOutDeviceRoute, deps, (call) => signOutAnswer(deps, call, { deviceId: call.params.deviceId }));
