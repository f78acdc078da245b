import type { Answer, ProblemBody, Trouble } from '../../../../local/device/client/answer.ts';
import type { DeviceClient, Note } from '../../../../local/device/client/device-client.ts';
import type { Credentials } from '../../../../local/device/client/credentials.ts';
import type { ApiRequest } from '../../../../local/device/client/make-api.ts';
import type { TokenOutcome, Tokens } from '../../../../local/device/client/make-cognito.ts';

/** What the service answers, in this order; and what was asked of it. */
export interface FakeDevice {
  client: DeviceClient;
  credentials: Credentials;
  /** Every call, in order: `POST /v1/sessions access-1`, `refresh refresh-1`, `revoke …`, `note …`, `sleep …`. */
  happened: string[];
  stored: () => Credentials | undefined;
  store: (credentials: Credentials) => void;
}

export const refusal = (code: ProblemBody['code'], status = 401): Answer<never> => ({
  kind: 'refused',
  problem: { ...(code && { code }), status, title: String(code) },
});
export const done = (body: unknown = {}, status = 200): Answer<unknown> => ({ kind: 'done', status, body });
export const offline: Trouble = { kind: 'trouble', why: 'offline', detail: 'nobody there' };

export const tokens = (count: number | string, minutes = 15): Tokens => ({
  accessToken: `access-${count}`,
  accessTokenEndsAt: new Date(Date.now() + minutes * 60_000).toISOString(),
  refreshToken: `refresh-${count}`,
});

/** A device whose API and Cognito answer what a test says; `signedIn` is what its file holds at first. */
export function fakeDevice(given: {
  api?: (Answer<unknown> | ((request: ApiRequest) => Answer<unknown>))[];
  signIns?: TokenOutcome[];
  refreshes?: TokenOutcome[];
  password?: { password: string; asked: boolean };
  signedIn?: Tokens;
}): FakeDevice {
  const { api: answers = [], signIns = [], refreshes = [], signedIn } = given;
  const happened: string[] = [];
  const credentials: Credentials = {
    version: 1,
    userPoolId: 'us-east-1_Local0001',
    client: 'app',
    email: 'ada@example.com',
    description: { name: 'Phone', kind: 'phone' },
  };
  let stored: Credentials | undefined = signedIn && {
    ...credentials,
    device: { id: 'dev_1', secret: 'secret-1' },
    signIn: { sessionId: 'ses_1', ...signedIn },
  };
  const next = <T>(queue: T[], what: string): T => {
    const first = queue.shift();
    if (first === undefined) throw new Error(`nothing to answer to ${what}`);
    return first;
  };
  const client: DeviceClient = {
    outputs: { apiUrl: '', userPoolId: credentials.userPoolId, region: '', clientIds: { app: 'x' } },
    api: async <Body>(request: ApiRequest, accessToken: string) => {
      const what = `${request.method} ${request.path} ${accessToken}`;
      happened.push(what);
      const answer = next(answers, what);
      return (typeof answer === 'function' ? answer(request) : answer) as Answer<Body>;
    },
    cognito: {
      signIn: async (email, password) => {
        happened.push(`sign-in ${email} ${password}`);
        return next(signIns, 'a sign-in');
      },
      refresh: async (refreshToken) => {
        happened.push(`refresh ${refreshToken}`);
        return next(refreshes, 'a refresh');
      },
      revoke: async (refreshToken) => void happened.push(`revoke ${refreshToken}`),
    },
    file: {
      profile: 'phone',
      path: 'phone.json',
      read: () => structuredClone(stored),
      write: (content) => {
        stored = structuredClone(content);
        happened.push(content.signIn ? `kept ${content.signIn.accessToken}` : 'cleared');
      },
    },
    onTrouble: async ({ why }) => void happened.push(why),
    passwordFor: async () => given.password ?? { password: 'p', asked: false },
    askCode: async () => '000000',
    note: (note: Note) => void happened.push(`note ${note.kind}`),
    sleep: async (ms) => void happened.push(`sleep ${ms}`),
  };
  return {
    client,
    credentials,
    happened,
    stored: () => stored,
    store: (content) => {
      stored = content;
    },
  };
}
