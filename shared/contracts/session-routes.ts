import * as z from 'zod/mini';
import { nothing } from './route-parts.ts';
import type { Route } from './route.ts';
import { deviceKind, deviceSecret, name, pushRegistration, refreshToken } from './values.ts';

const registerSessionBody = z.strictObject({
  device: z.optional(
    z.strictObject({
      // Any text: an id that is not known, or not with this secret, makes a new device.
      id: z.optional(z.string().check(z.maxLength(200))),
      secret: z.optional(deviceSecret),
      name: z.optional(name),
      kind: z.optional(deviceKind),
      os: z.optional(name),
      model: z.optional(name),
    }),
  ),
  app: z.optional(z.strictObject({ name })),
  refreshToken: z.optional(refreshToken),
  push: z.optional(pushRegistration),
  /** A public or shared computer: the session is short and ends by itself. */
  shared: z.optional(z.boolean()),
});
export type RegisterSessionBody = z.infer<typeof registerSessionBody>;

const checkInBody = z.strictObject({
  refreshToken: z.optional(refreshToken),
  push: z.optional(pushRegistration),
});

export const registerSessionRoute = {
  name: 'register-session',
  method: 'POST',
  path: '/v1/sessions',
  summary: 'Register this sign-in: tie it to a device',
  access: 'sign-in',
  params: nothing,
  query: nothing,
  body: registerSessionBody,
  problems: ['reauthentication-required', 'device-limit-reached', 'rate-limited'],
} as const satisfies Route;

export const getSessionRoute = {
  name: 'get-session',
  method: 'GET',
  path: '/v1/sessions/current',
  summary: 'This session and its device',
  access: 'session',
  params: nothing,
  query: nothing,
  body: nothing,
  problems: [],
} as const satisfies Route;

export const checkInRoute = {
  name: 'check-in',
  method: 'POST',
  path: '/v1/sessions/current/check-in',
  summary: 'Am I still signed in?',
  access: 'session',
  params: nothing,
  query: nothing,
  body: checkInBody,
  problems: [],
} as const satisfies Route;

export const endSessionRoute = {
  name: 'end-session',
  method: 'DELETE',
  path: '/v1/sessions/current',
  summary: 'Sign myself out',
  access: 'session',
  params: nothing,
  query: nothing,
  body: nothing,
  problems: [],
} as const satisfies Route;

export const confirmSignOutRoute = {
  name: 'confirm-sign-out',
  method: 'POST',
  path: '/v1/sessions/current/confirm-sign-out',
  summary: 'A signed-out device says that it has cleared its data',
  access: 'signed-out-session',
  params: nothing,
  query: nothing,
  body: nothing,
  problems: ['session-active'],
} as const satisfies Route;

export const createConnectionTicketRoute = {
  name: 'create-connection-ticket',
  method: 'POST',
  path: '/v1/sessions/current/connection',
  summary: 'A one-time ticket for an open connection, over which the device is told of its sign-out',
  access: 'session',
  params: nothing,
  query: nothing,
  body: nothing,
  problems: ['rate-limited'],
} as const satisfies Route;
