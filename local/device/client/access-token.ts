import type { DeviceClient } from './device-client.ts';
import type { Credentials, SignIn } from './credentials.ts';
import type { Tokens } from './make-cognito.ts';
import { patiently } from './patiently.ts';

export type AccessTokenOutcome =
  | { kind: 'token'; signIn: SignIn }
  | { kind: 'not-signed-in' }
  /** Cognito has ended the sign-in, and the last access token is over: it is good for a confirmation, and no more. */
  | { kind: 'ended'; signIn: SignIn; detail: string };

/** Renewed so long before its end that a slow request still arrives with a token that is good. */
const marginMs = 60_000;

/** An access token that is good for the next request: the one from last time, or a new one for the refresh token. */
export const accessToken = async (
  client: DeviceClient,
  { renew = false }: { renew?: boolean } = {},
): Promise<AccessTokenOutcome> => {
  const { cognito, file, onTrouble, note } = client;
  const credentials = file.read();
  if (!credentials?.signIn) return { kind: 'not-signed-in' };
  const { signIn } = credentials;
  const left = Date.parse(signIn.accessTokenEndsAt) - Date.now();
  if (left > marginMs && !renew) return { kind: 'token', signIn };

  const outcome = await patiently(() => cognito.refresh(signIn.refreshToken), onTrouble);
  if (outcome.kind === 'tokens') {
    note({ kind: 'refreshed' });
    return { kind: 'token', signIn: await keep(client, credentials, signIn, outcome.tokens) };
  }
  note({ kind: 'refresh-refused', detail: outcome.detail });
  // While the old token lives, the API says what happened, and takes the confirmation.
  return left > 0 && !renew ? { kind: 'token', signIn } : { kind: 'ended', signIn, detail: outcome.detail };
};

const keep = async (
  { api, file }: DeviceClient,
  credentials: Credentials,
  before: SignIn,
  tokens: Tokens,
): Promise<SignIn> => {
  const after = { ...before, ...tokens };
  // Another terminal may have signed in again, or out, in the meantime.
  if (file.read()?.signIn?.sessionId === before.sessionId) file.write({ ...credentials, signIn: after });
  if (tokens.refreshToken !== before.refreshToken) {
    // Where the pool rotates refresh tokens, the deposited one is now worth nothing.
    const body = { refreshToken: tokens.refreshToken };
    await api({ method: 'POST', path: '/v1/sessions/current/check-in', body }, tokens.accessToken);
  }
  return after;
};
