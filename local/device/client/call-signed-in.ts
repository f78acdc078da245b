import { accessToken } from './access-token.ts';
import type { AccessTokenOutcome } from './access-token.ts';
import type { ProblemBody } from './answer.ts';
import type { DeviceClient } from './device-client.ts';
import type { SignIn } from './credentials.ts';
import type { ApiRequest } from './make-api.ts';
import { patiently } from './patiently.ts';

export type CallOutcome<Body> =
  | { kind: 'done'; status: number; body: Body }
  | { kind: 'refused'; problem: ProblemBody; signIn: SignIn }
  | Exclude<AccessTokenOutcome, { kind: 'token' }>;

/** A request of a device that is signed in, with a token that is good, until there is an answer. */
export const callSignedIn = async <Body>(client: DeviceClient, request: ApiRequest): Promise<CallOutcome<Body>> => {
  for (let renew = false; ; renew = true) {
    const access = await accessToken(client, { renew });
    if (access.kind !== 'token') return access;
    const { signIn } = access;
    const answer = await patiently(() => client.api<Body>(request, signIn.accessToken), client.onTrouble);
    if (answer.kind === 'done') return answer;
    // Without a code it is API Gateway that does not take the token: this clock may be wrong, so try a new one, once.
    const gatewayRefused = answer.problem.status === 401 && answer.problem.code === undefined;
    if (!gatewayRefused || renew) return { ...answer, signIn };
  }
};
