import type * as z from 'zod/mini';
import * as resources from './resources.ts';
import type { RouteName } from './routes.ts';

/** Success statuses with what they answer; null for an empty body. */
export type Answers = Partial<Record<200 | 201 | 202 | 204, z.ZodMiniType | null>>;

/** What each route answers when all is well. Refusals are in problems.ts. */
export const answers: Record<RouteName, Answers> = {
  'register-session': { 200: resources.registered, 201: resources.registered },
  'get-session': { 200: resources.currentSession },
  'check-in': { 200: resources.checkedIn },
  'end-session': { 204: null },
  'confirm-sign-out': { 204: null },
  'create-connection-ticket': { 201: resources.connectionTicket },
  'list-devices': { 200: resources.devicePage },
  'sign-out-devices': { 202: resources.scopeSignedOut },
  'get-device': { 200: resources.device },
  'update-device': { 200: resources.device },
  'forget-device': { 204: null },
  'sign-out-device': { 202: resources.deviceSignedOut },
  'sign-out-session': { 202: resources.deviceSignedOut },
  'list-activity': { 200: resources.activityPage },
  'list-device-activity': { 200: resources.activityPage },
  'get-review': { 200: resources.review },
  'finish-review': { 200: resources.reviewFinished },
  'get-settings': { 200: resources.settings },
  'update-settings': { 200: resources.settings },
  introspect: { 200: resources.introspection },
};
