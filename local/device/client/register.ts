import type * as z from 'zod/mini';
import type { RegisterSessionBody } from '../../../shared/contracts/session-routes.ts';
import type { DeviceResource, registered } from '../../../shared/contracts/resources.ts';
import type { Refusal } from './answer.ts';
import type { DeviceClient } from './device-client.ts';
import type { Credentials } from './credentials.ts';
import type { Tokens } from './make-cognito.ts';
import { patiently } from './patiently.ts';

export type RegisterOutcome = { kind: 'registered'; device: DeviceResource; isNewDevice: boolean } | Refusal;

/**
 * The first call of a fresh sign-in: ties it to this device, by the id and secret of last time if there was one, and
 * deposits the refresh token, so that a sign-out can revoke it. Repeating it with the same tokens changes nothing.
 */
export const register = async (
  { api, file, onTrouble }: DeviceClient,
  credentials: Credentials,
  tokens: Tokens,
): Promise<RegisterOutcome> => {
  const { name, kind, os, model, app, shared } = credentials.description;
  const body: RegisterSessionBody = {
    device: { ...credentials.device, name, kind, ...(os && { os }), ...(model && { model }) },
    ...(app && { app: { name: app } }),
    ...(shared && { shared }),
    refreshToken: tokens.refreshToken,
    ...(credentials.push && { push: credentials.push }),
  };
  const answer = await patiently(
    () => api<z.infer<typeof registered>>({ method: 'POST', path: '/v1/sessions', body }, tokens.accessToken),
    onTrouble,
  );
  if (answer.kind === 'refused') return answer;

  const { device, session, deviceSecret } = answer.body;
  const same = credentials.device?.id === device.id;
  const secret = deviceSecret ?? (same ? credentials.device?.secret : undefined);
  file.write({
    ...credentials,
    device: { id: device.id, ...(secret && { secret }) },
    signIn: { sessionId: session.id, ...tokens },
  });
  return { kind: 'registered', device, isNewDevice: !same };
};
