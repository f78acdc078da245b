import type { Refusal } from './answer.ts';
import type { DeviceClient } from './device-client.ts';
import type { Credentials } from './credentials.ts';
import type { Tokens } from './make-cognito.ts';
import { patiently } from './patiently.ts';
import { register } from './register.ts';
import type { RegisterOutcome } from './register.ts';

export type SignInOutcome = RegisterOutcome | { kind: 'not-authenticated'; detail: string };

const triesMax = 3;

/**
 * Signs in at Cognito and registers. A sign-in within the same second as a sign-out is refused, because whole seconds
 * do not say which came first: a second later it is clear.
 */
export const signIn = async (client: DeviceClient, credentials: Credentials): Promise<SignInOutcome> => {
  const { cognito, note, sleep } = client;
  let known: { password: string; asked: boolean } | undefined;
  for (let tries = 1; ; tries++) {
    note({ kind: 'authenticating', email: credentials.email });
    const authenticated = await authenticate(client, credentials.email, known);
    if (authenticated.kind === 'refused') return { kind: 'not-authenticated', detail: authenticated.detail };
    known = authenticated.known;

    const outcome = await register(client, credentials, authenticated.tokens);
    if (outcome.kind === 'registered') return outcome;
    // A sign-in that leads to no session should not lie about at Cognito for a month.
    await cognito.revoke(authenticated.tokens.refreshToken);
    if (!isTie(outcome) || tries === triesMax) return outcome;
    note({ kind: 'tie' });
    await sleep(1100);
  }
};

const isTie = ({ problem }: Refusal): boolean => problem.code === 'reauthentication-required';

type Authenticated =
  | { kind: 'tokens'; tokens: Tokens; known: { password: string; asked: boolean } }
  | { kind: 'refused'; detail: string };

const authenticate = async (
  { cognito, passwordFor, askCode, onTrouble, note }: DeviceClient,
  email: string,
  known: { password: string; asked: boolean } | undefined,
): Promise<Authenticated> => {
  for (let tries = 1; ; tries++) {
    const given = known ?? (await passwordFor(email));
    const outcome = await patiently(() => cognito.signIn(email, given.password, askCode), onTrouble);
    if (outcome.kind === 'tokens') return { ...outcome, known: given };
    if (!outcome.wrongPassword || !given.asked || known || tries === triesMax) return outcome;
    note({ kind: 'wrong-password', detail: outcome.detail });
  }
};
