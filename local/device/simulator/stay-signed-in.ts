import type * as z from 'zod/mini';
import type { checkedIn } from '../../../shared/contracts/resources.ts';
import type { ProblemBody } from '../client/answer.ts';
import { callSignedIn } from '../client/call-signed-in.ts';
import type { DeviceClient } from '../client/device-client.ts';
import type { SignIn } from '../client/credentials.ts';
import { register } from '../client/register.ts';

/** How a sign-in came to its end. */
export type Ending =
  | { kind: 'refused'; problem: ProblemBody; signIn: SignIn }
  /** Cognito ended it, and does not say why. */
  | { kind: 'ended'; signIn: SignIn }
  /** Another terminal that uses the same profile has cleared it. */
  | { kind: 'cleared' };

export interface StayOptions {
  once: boolean;
  onCheckIn: (count: number, checkInAfterSeconds: number) => void;
  onAdopted: () => void;
  /** Between two check-ins; it may be shorter when something else tells of the sign-out. */
  rest: (ms: number) => Promise<void>;
}

/**
 * Checks in until the sign-in ends. A device that asks every minute learns of its sign-out within a minute; its own
 * requests tell it sooner, because every one of them is refused. The first check-in brings the push token.
 */
export const staySignedIn = async (
  client: DeviceClient,
  { once, onCheckIn, onAdopted, rest }: StayOptions,
): Promise<Ending | { kind: 'still-signed-in' }> => {
  for (let count = 1; ; count++) {
    const push = count === 1 && client.file.read()?.push;
    const outcome = await callSignedIn<z.infer<typeof checkedIn>>(client, {
      method: 'POST',
      path: '/v1/sessions/current/check-in',
      ...(push && { body: { push } }),
    });
    switch (outcome.kind) {
      case 'done':
        onCheckIn(count, outcome.body.checkInAfter);
        if (once) return { kind: 'still-signed-in' };
        await rest(outcome.body.checkInAfter * 1000 * jitter());
        break;
      case 'not-signed-in':
        return { kind: 'cleared' };
      case 'ended':
        return outcome;
      case 'refused':
        if (hasNewerSignIn(client, outcome.signIn)) onAdopted();
        else if (!(await registeredAgain(client, outcome))) return outcome;
    }
  }
};

/** Devices that were started together should not ask together for ever. */
const jitter = () => 0.9 + Math.random() * 0.2;

/** Another terminal may use the same credentials, and have signed in again with them. */
const hasNewerSignIn = ({ file }: DeviceClient, ended: SignIn): boolean => {
  const now = file.read()?.signIn;
  return now !== undefined && now.sessionId !== ended.sessionId;
};

/** A sign-in that the API does not know can still be registered: that is how every session starts. */
const registeredAgain = async (
  client: DeviceClient,
  { problem, signIn }: { problem: ProblemBody; signIn: SignIn },
): Promise<boolean> => {
  const credentials = client.file.read();
  if (problem.code !== 'session-not-registered' || !credentials) return false;
  return (await register(client, credentials, signIn)).kind === 'registered';
};
