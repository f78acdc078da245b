import {
  registerSessionRoute,
  getSessionRoute,
  checkInRoute,
  endSessionRoute,
  confirmSignOutRoute,
  createConnectionTicketRoute,
} from './session-routes.ts';
import {
  listDevicesRoute,
  signOutDevicesRoute,
  getDeviceRoute,
  updateDeviceRoute,
  forgetDeviceRoute,
  signOutDeviceRoute,
  signOutSessionRoute,
} from './device-routes.ts';
import { listActivityRoute, listDeviceActivityRoute } from './activity-routes.ts';
import { getReviewRoute, finishReviewRoute } from './review-routes.ts';
import { getSettingsRoute, updateSettingsRoute } from './settings-routes.ts';
import { introspectRoute } from './service-routes.ts';

/**
 * The one route table: the gateway's routes, the OpenAPI document and the README are made from it. A function takes its
 * own route from the file of that route, and so carries no other. What the routes answer is in answers.ts: the functions
 * need not carry that at all.
 */
export const routes = {
  [registerSessionRoute.name]: registerSessionRoute,
  [getSessionRoute.name]: getSessionRoute,
  [checkInRoute.name]: checkInRoute,
  [endSessionRoute.name]: endSessionRoute,
  [confirmSignOutRoute.name]: confirmSignOutRoute,
  [createConnectionTicketRoute.name]: createConnectionTicketRoute,
  [listDevicesRoute.name]: listDevicesRoute,
  [signOutDevicesRoute.name]: signOutDevicesRoute,
  [getDeviceRoute.name]: getDeviceRoute,
  [updateDeviceRoute.name]: updateDeviceRoute,
  [forgetDeviceRoute.name]: forgetDeviceRoute,
  [signOutDeviceRoute.name]: signOutDeviceRoute,
  [signOutSessionRoute.name]: signOutSessionRoute,
  [listActivityRoute.name]: listActivityRoute,
  [listDeviceActivityRoute.name]: listDeviceActivityRoute,
  [getReviewRoute.name]: getReviewRoute,
  [finishReviewRoute.name]: finishReviewRoute,
  [getSettingsRoute.name]: getSettingsRoute,
  [updateSettingsRoute.name]: updateSettingsRoute,
  [introspectRoute.name]: introspectRoute,
} as const;

export type RouteName = keyof typeof routes;
