import type { DeviceId, SessionId, SignOutReason } from '../contracts/values.ts';
import { showDevice } from '../domain/device/show-device.ts';
import type { RateLimiter } from '../domain/ports.ts';
import type { Session } from '../domain/session/session.ts';
import { sessionAuthority } from '../domain/sign-out/actor.ts';
import { signOutDevice } from '../domain/sign-out/sign-out-device.ts';
import type { Answer, EndpointDeps } from './call.ts';
import { refuse } from './guard.ts';
import type { Principal } from './principal.ts';
import { Problem } from './problem.ts';
import { requireStepUpForOthers } from './step-up.ts';
import { takeAllowance } from './take-allowance.ts';

export interface SignOutDeps extends EndpointDeps {
  /** In seconds. */
  stepUpMaxAge: number;
  limiter: RateLimiter;
}

/** Signs out a device, or one app on it, for a session that may ask for it. 202 with the device and its receipt. */
export const signOutAnswer = async (
  deps: SignOutDeps,
  call: { principal: Principal; session: Session; body: { reason?: SignOutReason | undefined } },
  target: { deviceId: DeviceId; only?: SessionId },
): Promise<Answer> => {
  const { session, body } = call;
  requireStepUpForOthers(call, target.deviceId, deps.stepUpMaxAge, deps.world.now());
  await takeAllowance(deps.limiter, call.principal);

  const outcome = await signOutDevice(deps.world, {
    authority: sessionAuthority(session),
    ...target,
    reason: body.reason ?? 'other',
  });
  switch (outcome.kind) {
    case 'signed-out': {
      const device = showDevice(outcome.device, outcome.account, session.deviceId, deps.world.now());
      return { status: 202, body: { device } };
    }
    case 'not-found':
      throw new Problem('not-found');
    case 'actor-ended':
      return refuse(deps, session, outcome.standing);
  }
};
