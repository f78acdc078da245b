import type { DeviceClient } from './device-client.ts';
import type { SignIn } from './credentials.ts';
import { patiently } from './patiently.ts';

/**
 * What the service says to a confirmation. `not-asked`: nobody has signed this device out. `refused`: it does not say,
 * because the session has run out, or is not known any more.
 */
export type Confirmation = 'confirmed' | 'not-asked' | 'refused';

/**
 * What a client does once it knows, or has reason to believe, that it was signed out: it clears what it keeps for the
 * account, and then says so with its last access token, which is good for nothing else any more, and may have expired
 * long ago. The device's id and secret stay, so that it is recognised when its owner signs in again.
 */
export const clearAndConfirm = async (client: DeviceClient, ended: SignIn): Promise<Confirmation> => {
  clearSignIn(client, ended);
  const answer = await patiently(
    () => client.api({ method: 'POST', path: '/v1/sessions/current/confirm-sign-out' }, ended.accessToken),
    client.onTrouble,
  );
  // The server revokes it as well, if it was deposited; a client that is told does not rely on it.
  await client.cognito.revoke(ended.refreshToken);
  if (answer.kind === 'done') return 'confirmed';
  return answer.problem.code === 'session-active' ? 'not-asked' : 'refused';
};

/** Forgets this sign-in, unless another terminal has put a newer one in its place. */
export const clearSignIn = ({ file }: DeviceClient, ended: SignIn): void => {
  const credentials = file.read();
  if (credentials?.signIn?.sessionId !== ended.sessionId) return;
  const { signIn: _, ...rest } = credentials;
  file.write(rest);
};
