import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AuthFlowType } from '@aws-sdk/client-cognito-identity-provider';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { callRoute } from './call-route.ts';
import type { CallRoute } from './call-route.ts';
import type { LocalRun } from './local-run.ts';
import type { Answered } from './test-api.ts';

type Reached = Pick<LocalRun, 'answers' | 'endpoint' | 'secrets' | 'cognito' | 'userPoolId' | 'clients'>;

export interface Tokens {
  access: string;
  id: string;
  refresh: string;
}

export interface LocalDevice {
  tokens: Tokens;
  deviceId: string;
  sessionId: string;
  deviceSecret: string;
  registered: Answered;
  call: CallRoute;
}

export type LocalOwner = Awaited<ReturnType<typeof localOwner>>;

/** Somebody with an account in the run's user pool, and devices to sign in on. */
export const localOwner = async (run: Reached) => {
  const email = `owner-${randomUUID()}@example.com`;
  const password = `Secret-${randomUUID()}`;
  run.secrets.add(email).add(password);
  const user = { UserPoolId: run.userPoolId, Username: email };
  const attributes = { email, email_verified: 'true' };
  const created = await run.cognito.send(
    new AdminCreateUserCommand({
      ...user,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      MessageAction: 'SUPPRESS',
    }),
  );
  await run.cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  const sub = created.User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';

  const authenticate = async (AuthFlow: AuthFlowType, AuthParameters: Record<string, string>, ClientId: string) => {
    const { AuthenticationResult: result = {} } = await run.cognito.send(
      new InitiateAuthCommand({ AuthFlow, AuthParameters, ClientId }),
    );
    const { AccessToken: access = '', IdToken: id = '', RefreshToken: refresh = '' } = result;
    for (const secret of [access, id, refresh, ...keysOf(access)]) if (secret !== '') run.secrets.add(secret);
    return { access, id, refresh };
  };

  /** Fresh tokens, not registered yet. */
  const authenticated = (clientId = run.clients.app): Promise<Tokens> =>
    authenticate('USER_PASSWORD_AUTH', { USERNAME: email, PASSWORD: password }, clientId);

  /** An access token of the same sign-in, as an app gets it every fifteen minutes. */
  const refreshed = async ({ refresh }: Tokens, clientId = run.clients.app): Promise<string> =>
    (await authenticate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: refresh }, clientId)).access;

  const callAs =
    (token: string): CallRoute =>
    async (name, ask) => {
      const answered = await callRoute(run.endpoint, token, name, ask);
      run.answers.push({ route: name, answered });
      return answered;
    };

  /** Signs in and registers; fails the test where that is refused. */
  const signIn = async (
    body: Record<string, unknown> = {},
    given: { clientId?: string; headers?: Record<string, string> } = {},
  ): Promise<LocalDevice> => {
    const tokens = await authenticated(given.clientId);
    const registered = await callAs(tokens.access)('register-session', { body, headers: given.headers ?? {} });
    const { status, body: answer } = registered;
    if (status !== 201) throw new Error(`registration answered ${status} ${answer?.code}`);
    if (answer.deviceSecret) run.secrets.add(answer.deviceSecret);
    return {
      tokens,
      deviceId: String(answer.device.id),
      sessionId: String(answer.session.id),
      deviceSecret: String(answer.deviceSecret),
      registered,
      call: callAs(tokens.access),
    };
  };

  return { sub, email, password, authenticated, refreshed, callAs, signIn };
};

/** The claims of a token, not checked. */
export const claimsOf = (token: string): Record<string, string | number> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string | number>;

/** What of a token's claims is kept secret. */
const keysOf = (token: string): string[] => {
  if (token === '') return [];
  const { origin_jti: originJti, jti } = claimsOf(token);
  return [originJti, jti].filter((key) => typeof key === 'string');
};

/** Until the next whole second: `auth_time` knows no finer ones, and a sign-in in the second of a sign-out is refused. */
export const nextSecond = async (): Promise<void> => {
  await sleep(1005 - (Date.now() % 1000));
};

/** Runs a task for each item, so many at a time. */
export const inParallel = async <Item, Result>(
  items: readonly Item[],
  atATime: number,
  task: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await task(item, index);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return results;
};
