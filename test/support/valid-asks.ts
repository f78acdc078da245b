import { routes } from '../../shared/contracts/routes.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import type { Ask } from './test-api.ts';

/** The routes that a device calls, with an access token; services have test/api/introspect. */
export const routeNames = (Object.keys(routes) as RouteName[]).filter((name) => routes[name].access !== 'service');
/** The routes that let a registered, live session through and nobody else. */
export const guardedRoutes = routeNames.filter((name) => routes[name].access === 'session');
export const routesWithDevice = routeNames.filter((name) => routes[name].path.includes('{deviceId}'));
export const routesWithBody = routeNames.filter((name) => ['POST', 'PATCH'].includes(routes[name].method));
/** The routes that answer a page. */
export const pagedRoutes = ['list-devices', 'list-activity', 'list-device-activity', 'get-review'] as const;

/** A request that the contract allows, for each route, aimed at this device and session. */
export const validAsk = (name: RouteName, target: { deviceId: string; sessionId: string }): Ask => {
  const params = {
    ...(routes[name].path.includes('{deviceId}') && { deviceId: target.deviceId }),
    ...(routes[name].path.includes('{sessionId}') && { sessionId: target.sessionId }),
  };
  const bodies: Partial<Record<RouteName, unknown>> = {
    'sign-out-devices': { scope: 'others' },
    'update-device': { name: 'Renamed' },
    'finish-review': { decisions: [{ deviceId: target.deviceId, decision: 'sign-out' }] },
    'update-settings': { reminders: false },
  };
  return {
    ...(Object.keys(params).length > 0 && { params }),
    ...(bodies[name] !== undefined && { body: bodies[name] }),
  };
};
