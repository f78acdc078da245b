import * as z from 'zod/mini';
import { cursor, devicePath, limit, nothing } from './route-parts.ts';
import type { Route } from './route.ts';

const activityQuery = z.strictObject({ limit, cursor });

export const listActivityRoute = {
  name: 'list-activity',
  method: 'GET',
  path: '/v1/activity',
  summary: 'What happened on the account, newest first',
  access: 'session',
  params: nothing,
  query: activityQuery,
  body: nothing,
  problems: [],
} as const satisfies Route;

export const listDeviceActivityRoute = {
  name: 'list-device-activity',
  method: 'GET',
  path: '/v1/devices/{deviceId}/activity',
  summary: 'What happened on one device, newest first',
  access: 'session',
  params: devicePath,
  query: activityQuery,
  body: nothing,
  problems: ['not-found'],
} as const satisfies Route;
