import { StoreUnavailableError } from '../domain/store-unavailable-error.ts';
import type { ApiClient, OAuthClient, WebSession, WebSessionStore } from '../domain/web-session/ports.ts';
import { confirmSignOut } from './confirm-sign-out.ts';

export interface LiveSessionDeps {
  now: () => Date;
  pause: (attempt: number) => Promise<void>;
  sessions: WebSessionStore;
  oauth: Pick<OAuthClient, 'refresh'>;
  api: ApiClient;
}

export interface LiveSessionAsk {
  id: string | undefined;
  headers: Record<string, string>;
  signal: AbortSignal;
  /** Replaces the access token even where it has time left. */
  renew?: boolean;
}

export type BrowserStanding =
  | { kind: 'live'; id: string; session: WebSession }
  /** It was signed out, from here or from elsewhere, and is forgotten now. */
  | { kind: 'revoked' }
  | { kind: 'ended' };

/** A token with less time than this is replaced: it has to be good at the API, on another clock, some seconds later. */
const leadSeconds = 60;
/** Another request may have got new tokens and not written them yet: its answer is given half a second or so. */
const rereadsMax = 3;
const firstPause = 5;

/** A browser's session with an access token that is good for a while; fetched anew where it is not. */
export const liveSession = async (deps: LiveSessionDeps, ask: LiveSessionAsk): Promise<BrowserStanding> => {
  const { id } = ask;
  const session = id === undefined ? undefined : await deps.sessions.read(id);
  if (id === undefined || session === undefined) return { kind: 'ended' };
  const seconds = deps.now().getTime() / 1000;
  if (!ask.renew && session.accessTokenEndsAt > seconds + leadSeconds) return { kind: 'live', id, session };

  const answer = await deps.oauth.refresh(session.refreshToken, ask.signal);
  if (answer.kind === 'refused') return refused(deps, ask, id, session);
  const { accessToken, accessTokenEndsAt, refreshToken } = answer.grant;
  const tokens = { accessToken, accessTokenEndsAt, refreshToken: refreshToken ?? session.refreshToken };
  if (await deps.sessions.replaceTokens(id, session, tokens)) {
    if (refreshToken !== undefined) await deposit(deps, ask, tokens);
    return { kind: 'live', id, session: { ...session, ...tokens, version: session.version + 1 } };
  }
  // Another tab was faster, or has signed out meanwhile.
  const current = await deps.sessions.read(id);
  return current ? { kind: 'live', id, session: current } : { kind: 'ended' };
};

/** The user pool takes the refresh token no more. Was it signed out, or did another tab get a new one just now? */
const refused = async (
  deps: LiveSessionDeps,
  { headers, signal }: LiveSessionAsk,
  id: string,
  session: WebSession,
): Promise<BrowserStanding> => {
  for (let attempt = 0; attempt < rereadsMax; attempt++) {
    const current = await deps.sessions.read(id);
    if (!current) return { kind: 'ended' };
    if (current.version !== session.version) return { kind: 'live', id, session: current };
    await deps.pause(firstPause + attempt);
  }
  await deps.sessions.remove(id);
  const confirmed = await confirmSignOut(deps.api, { token: session.accessToken, headers, signal });
  return confirmed ? { kind: 'revoked' } : { kind: 'ended' };
};

/** Where refresh tokens rotate, a later sign-out has to revoke the one in use. The session does not hang on it. */
const deposit = async (
  { api }: LiveSessionDeps,
  { headers, signal }: LiveSessionAsk,
  { accessToken: token, refreshToken }: { accessToken: string; refreshToken: string },
): Promise<void> => {
  const request = { method: 'POST', path: '/v1/sessions/current/check-in', token, signal } as const;
  const body = JSON.stringify({ refreshToken });
  try {
    await api.call({ ...request, headers: { ...headers, 'content-type': 'application/json' }, body });
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
  }
};
