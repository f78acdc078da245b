import * as z from 'zod/mini';
import { cursor, devicePath, limit, nothing } from './route-parts.ts';
import type { Route } from './route.ts';
import { deviceId, name, sessionId, signOutReason } from './values.ts';

const updateDeviceBody = z.strictObject({ name: z.optional(name), trusted: z.optional(z.boolean()) });

const signOutBody = z.strictObject({ reason: z.optional(signOutReason) });

const signOutDevicesBody = z.strictObject({
  scope: z.enum(['others', 'everywhere']),
  reason: z.optional(signOutReason),
});

const deviceSessionPath = z.strictObject({ deviceId, sessionId });

const deviceQuery = z.strictObject({
  state: z.optional(z.enum(['active', 'signed-out', 'all'])),
  limit,
  cursor,
});

export const listDevicesRoute = {
  name: 'list-devices',
  method: 'GET',
  path: '/v1/devices',
  summary: 'The devices of the account, newest first',
  access: 'session',
  params: nothing,
  query: deviceQuery,
  body: nothing,
  problems: [],
} as const satisfies Route;

export const signOutDevicesRoute = {
  name: 'sign-out-devices',
  method: 'POST',
  path: '/v1/devices/sign-out',
  summary: 'Sign out all other devices, or everything',
  access: 'session',
  params: nothing,
  query: nothing,
  body: signOutDevicesBody,
  problems: ['step-up-required', 'rate-limited'],
} as const satisfies Route;

export const getDeviceRoute = {
  name: 'get-device',
  method: 'GET',
  path: '/v1/devices/{deviceId}',
  summary: 'One device with its sessions',
  access: 'session',
  params: devicePath,
  query: nothing,
  body: nothing,
  problems: ['not-found'],
} as const satisfies Route;

export const updateDeviceRoute = {
  name: 'update-device',
  method: 'PATCH',
  path: '/v1/devices/{deviceId}',
  summary: 'Rename a device, trust it or stop trusting it',
  access: 'session',
  params: devicePath,
  query: nothing,
  body: updateDeviceBody,
  problems: ['not-found', 'step-up-required'],
} as const satisfies Route;

export const forgetDeviceRoute = {
  name: 'forget-device',
  method: 'DELETE',
  path: '/v1/devices/{deviceId}',
  summary: 'Forget a signed-out device',
  access: 'session',
  params: devicePath,
  query: nothing,
  body: nothing,
  problems: ['not-found', 'device-active'],
} as const satisfies Route;

export const signOutDeviceRoute = {
  name: 'sign-out-device',
  method: 'POST',
  path: '/v1/devices/{deviceId}/sign-out',
  summary: 'Sign out a device: every app on it',
  access: 'session',
  params: devicePath,
  query: nothing,
  body: signOutBody,
  problems: ['not-found', 'step-up-required', 'rate-limited'],
} as const satisfies Route;

export const signOutSessionRoute = {
  name: 'sign-out-session',
  method: 'POST',
  path: '/v1/devices/{deviceId}/sessions/{sessionId}/sign-out',
  summary: 'Sign out one app on a device',
  access: 'session',
  params: deviceSessionPath,
  query: nothing,
  body: signOutBody,
  problems: ['not-found', 'step-up-required', 'rate-limited'],
} as const satisfies Route;
