import { makeHandler as checkIn } from '../../functions/check-in/handler.ts';
import { makeHandler as confirmSignOut } from '../../functions/confirm-sign-out/handler.ts';
import { makeHandler as createConnectionTicket } from '../../functions/create-connection-ticket/handler.ts';
import { makeHandler as endSession } from '../../functions/end-session/handler.ts';
import { makeHandler as finishReview } from '../../functions/finish-review/handler.ts';
import { makeHandler as forgetDevice } from '../../functions/forget-device/handler.ts';
import { makeHandler as getDevice } from '../../functions/get-device/handler.ts';
import { makeHandler as getReview } from '../../functions/get-review/handler.ts';
import { makeHandler as getSession } from '../../functions/get-session/handler.ts';
import { makeHandler as getSettings } from '../../functions/get-settings/handler.ts';
import { makeHandler as introspect } from '../../functions/introspect/handler.ts';
import { makeHandler as listActivity } from '../../functions/list-activity/handler.ts';
import { makeHandler as listDeviceActivity } from '../../functions/list-device-activity/handler.ts';
import { makeHandler as listDevices } from '../../functions/list-devices/handler.ts';
import { makeHandler as registerSession } from '../../functions/register-session/handler.ts';
import { makeHandler as signOutDevice } from '../../functions/sign-out-device/handler.ts';
import { makeHandler as signOutDevices } from '../../functions/sign-out-devices/handler.ts';
import { makeHandler as signOutSession } from '../../functions/sign-out-session/handler.ts';
import { makeHandler as updateDevice } from '../../functions/update-device/handler.ts';
import { makeHandler as updateSettings } from '../../functions/update-settings/handler.ts';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { RouteName } from '../../shared/contracts/routes.ts';
import type { ConnectionStore } from '../../shared/domain/connection/ports.ts';
import type { OwnerDirectory, RateLimiter, TokenVerifier } from '../../shared/domain/ports.ts';
import type { ClientSettings } from '../../shared/domain/session/register-session.ts';
import type { ApiEvent, EndpointDeps } from '../../shared/http/call.ts';

export type TestHandler = (event: ApiEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** The handler of every route, with the same dependencies. */
export const handlerFactories = (
  deps: EndpointDeps & {
    clients: Record<string, ClientSettings>;
    owners: OwnerDirectory;
    tokens: TokenVerifier;
    limiter: (action: 'registration' | 'sign-out' | 'connection') => RateLimiter;
    connections: ConnectionStore;
    stepUpMaxAge: number;
    checkInAfter: number;
    timeZone: string;
  },
): Record<RouteName, TestHandler> => ({
  'register-session': registerSession({ ...deps, limiter: deps.limiter('registration') }),
  'get-session': getSession(deps),
  'check-in': checkIn(deps),
  'end-session': endSession(deps),
  'confirm-sign-out': confirmSignOut(deps),
  'create-connection-ticket': createConnectionTicket({
    ...deps,
    limiter: deps.limiter('connection'),
    connectionsUrl: 'wss://connections.example/live',
  }),
  'list-devices': listDevices(deps),
  'sign-out-devices': signOutDevices({ ...deps, limiter: deps.limiter('sign-out') }),
  'get-device': getDevice(deps),
  'update-device': updateDevice(deps),
  'forget-device': forgetDevice(deps),
  'sign-out-device': signOutDevice({ ...deps, limiter: deps.limiter('sign-out') }),
  'sign-out-session': signOutSession({ ...deps, limiter: deps.limiter('sign-out') }),
  'list-activity': listActivity(deps),
  'list-device-activity': listDeviceActivity(deps),
  'get-review': getReview(deps),
  'finish-review': finishReview({ ...deps, limiter: deps.limiter('sign-out') }),
  'get-settings': getSettings(deps),
  'update-settings': updateSettings(deps),
  introspect: introspect(deps),
});
