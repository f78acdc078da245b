import type * as z from 'zod/mini';
import type { ProblemCode } from './problems.ts';
import * as requests from './requests.ts';

/**
 * The one route table. The functions, the gateway's routes, the OpenAPI document and the README are made from it. What
 * the routes answer is in answers.ts: the functions need not carry it.
 *
 * `access` says who may call:
 * - `session`: a registered, live session (the guard refuses everything else),
 * - `sign-in`: any valid access token, registered or not,
 * - `signed-out-session`: a session that was signed out, with an access token that may have expired: the gateway lets
 *   it through, and the function verifies it,
 * - `service`: a back-end service with a right of its own in AWS, by a signed request (SigV4).
 */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: `/v1/${string}`;
  summary: string;
  access: 'session' | 'sign-in' | 'signed-out-session' | 'service';
  /** What the body is; JSON where it is not said. */
  consumes?: 'form';
  params: z.ZodMiniType;
  query: z.ZodMiniType;
  body: z.ZodMiniType;
  /** The problems that are this route's own, besides those that any route may answer. */
  problems: readonly ProblemCode[];
}

const { nothing } = requests;

export const routes = {
  'register-session': {
    method: 'POST',
    path: '/v1/sessions',
    summary: 'Register this sign-in: tie it to a device',
    access: 'sign-in',
    params: nothing,
    query: nothing,
    body: requests.registerSessionBody,
    problems: ['reauthentication-required', 'device-limit-reached', 'rate-limited'],
  },
  'get-session': {
    method: 'GET',
    path: '/v1/sessions/current',
    summary: 'This session and its device',
    access: 'session',
    params: nothing,
    query: nothing,
    body: nothing,
    problems: [],
  },
  'check-in': {
    method: 'POST',
    path: '/v1/sessions/current/check-in',
    summary: 'Am I still signed in?',
    access: 'session',
    params: nothing,
    query: nothing,
    body: requests.checkInBody,
    problems: [],
  },
  'end-session': {
    method: 'DELETE',
    path: '/v1/sessions/current',
    summary: 'Sign myself out',
    access: 'session',
    params: nothing,
    query: nothing,
    body: nothing,
    problems: [],
  },
  'confirm-sign-out': {
    method: 'POST',
    path: '/v1/sessions/current/confirm-sign-out',
    summary: 'A signed-out device says that it has cleared its data',
    access: 'signed-out-session',
    params: nothing,
    query: nothing,
    body: nothing,
    problems: ['session-active'],
  },
  'create-connection-ticket': {
    method: 'POST',
    path: '/v1/sessions/current/connection',
    summary: 'A one-time ticket for an open connection, over which the device is told of its sign-out',
    access: 'session',
    params: nothing,
    query: nothing,
    body: nothing,
    problems: ['rate-limited'],
  },
  'list-devices': {
    method: 'GET',
    path: '/v1/devices',
    summary: 'The devices of the account, newest first',
    access: 'session',
    params: nothing,
    query: requests.deviceQuery,
    body: nothing,
    problems: [],
  },
  'sign-out-devices': {
    method: 'POST',
    path: '/v1/devices/sign-out',
    summary: 'Sign out all other devices, or everything',
    access: 'session',
    params: nothing,
    query: nothing,
    body: requests.signOutDevicesBody,
    problems: ['step-up-required', 'rate-limited'],
  },
  'get-device': {
    method: 'GET',
    path: '/v1/devices/{deviceId}',
    summary: 'One device with its sessions',
    access: 'session',
    params: requests.devicePath,
    query: nothing,
    body: nothing,
    problems: ['not-found'],
  },
  'update-device': {
    method: 'PATCH',
    path: '/v1/devices/{deviceId}',
    summary: 'Rename a device, trust it or stop trusting it',
    access: 'session',
    params: requests.devicePath,
    query: nothing,
    body: requests.updateDeviceBody,
    problems: ['not-found', 'step-up-required'],
  },
  'forget-device': {
    method: 'DELETE',
    path: '/v1/devices/{deviceId}',
    summary: 'Forget a signed-out device',
    access: 'session',
    params: requests.devicePath,
    query: nothing,
    body: nothing,
    problems: ['not-found', 'device-active'],
  },
  'sign-out-device': {
    method: 'POST',
    path: '/v1/devices/{deviceId}/sign-out',
    summary: 'Sign out a device: every app on it',
    access: 'session',
    params: requests.devicePath,
    query: nothing,
    body: requests.signOutBody,
    problems: ['not-found', 'step-up-required', 'rate-limited'],
  },
  'sign-out-session': {
    method: 'POST',
    path: '/v1/devices/{deviceId}/sessions/{sessionId}/sign-out',
    summary: 'Sign out one app on a device',
    access: 'session',
    params: requests.deviceSessionPath,
    query: nothing,
    body: requests.signOutBody,
    problems: ['not-found', 'step-up-required', 'rate-limited'],
  },
  'list-activity': {
    method: 'GET',
    path: '/v1/activity',
    summary: 'What happened on the account, newest first',
    access: 'session',
    params: nothing,
    query: requests.activityQuery,
    body: nothing,
    problems: [],
  },
  'list-device-activity': {
    method: 'GET',
    path: '/v1/devices/{deviceId}/activity',
    summary: 'What happened on one device, newest first',
    access: 'session',
    params: requests.devicePath,
    query: requests.activityQuery,
    body: nothing,
    problems: ['not-found'],
  },
  'get-review': {
    method: 'GET',
    path: '/v1/review',
    summary: 'The devices to review, each with the reasons for which it deserves a look',
    access: 'session',
    params: nothing,
    query: requests.reviewQuery,
    body: nothing,
    problems: [],
  },
  'finish-review': {
    method: 'POST',
    path: '/v1/review',
    summary: 'Finish a review: sign out what was chosen, and set when the owner is next asked',
    access: 'session',
    params: nothing,
    query: nothing,
    body: requests.finishReviewBody,
    problems: ['step-up-required', 'rate-limited'],
  },
  'get-settings': {
    method: 'GET',
    path: '/v1/settings',
    summary: 'What the owner has set: reminders, and the language of e-mails',
    access: 'session',
    params: nothing,
    query: nothing,
    body: nothing,
    problems: [],
  },
  'update-settings': {
    method: 'PATCH',
    path: '/v1/settings',
    summary: 'Turn reminders on or off, choose the language of e-mails',
    access: 'session',
    params: nothing,
    query: nothing,
    body: requests.updateSettingsBody,
    problems: [],
  },
  introspect: {
    method: 'POST',
    path: '/v1/introspect',
    summary: 'For services that accept the same access tokens: does this one count at this moment? (RFC 7662)',
    access: 'service',
    consumes: 'form',
    params: nothing,
    query: nothing,
    body: requests.introspectionBody,
    problems: [],
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
