import type { DeviceId } from '../contracts/values.ts';
import type { GuardedCall } from './call.ts';
import type { Route } from '../contracts/route.ts';
import { Problem } from './problem.ts';

/**
 * Asks for a recent authentication (ASVS 7.5.2). `auth_time` does not move when a token is refreshed, so it tells
 * when the owner last authenticated.
 *
 * @param maxAge in seconds
 * @throws Problem step-up-required, as RFC 9470 says
 */
export const requireRecentAuthentication = (
  { principal }: Pick<GuardedCall<Route>, 'principal'>,
  maxAge: number,
  now: Date,
): void => {
  if (now.getTime() / 1000 - principal.authTime > maxAge) throw new Problem('step-up-required', { max_age: maxAge });
};

/** Signing out the device one holds needs no more proof than holding it. */
export const requireStepUpForOthers = (
  call: Pick<GuardedCall<Route>, 'principal' | 'session'>,
  deviceId: DeviceId,
  maxAge: number,
  now: Date,
): void => {
  if (deviceId !== call.session.deviceId) requireRecentAuthentication(call, maxAge, now);
};
