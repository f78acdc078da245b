import type { ApiAnswer, ApiRequest } from '../domain/web-session/ports.ts';
import { confirmSignOut } from './confirm-sign-out.ts';
import { liveSession } from './live-session.ts';
import type { LiveSessionDeps } from './live-session.ts';
import { endingOf } from './session-ending.ts';
import type { SessionEnding } from './session-ending.ts';

export type BrowserCall = Omit<ApiRequest, 'token'> & {
  /** Of the browser's session; undefined where its cookie has none. */
  id: string | undefined;
  /** Those of the browser alone, for what else is asked of the API. */
  browserHeaders: Record<string, string>;
};

export type BrowserCallOutcome =
  | { kind: 'answered'; answer: ApiAnswer }
  /** The API's answer was that the session has come to its end: it is forgotten now. */
  | { kind: 'answered-with-end'; answer: ApiAnswer; ending: Exclude<SessionEnding, 'none' | 'token-refused'> }
  /** The session had come to its end before, and is forgotten. The API was not asked, or did not know why. */
  | { kind: 'revoked' }
  | { kind: 'ended' };

/** Calls the API with the session of a browser, and sees to it that a session that has ended is forgotten. */
export const callAsBrowser = async (
  deps: LiveSessionDeps,
  { id: cookie, browserHeaders, ...request }: BrowserCall,
): Promise<BrowserCallOutcome> => {
  const { signal } = request;
  const ask = { id: cookie, headers: browserHeaders, signal };
  const first = await liveSession(deps, ask);
  if (first.kind !== 'live') return first;
  let { id, session } = first;
  let answer = await deps.api.call({ ...request, token: session.accessToken });
  if (endingOf(answer) === 'token-refused') {
    // Good by our clock, and refused by the gateway's: once more, with a new one.
    const renewed = await liveSession(deps, { ...ask, renew: true });
    if (renewed.kind !== 'live') return renewed;
    ({ id, session } = renewed);
    answer = await deps.api.call({ ...request, token: session.accessToken });
  }
  const ending = endingOf(answer);
  switch (ending) {
    case 'none':
      return { kind: 'answered', answer };
    case 'token-refused':
      await deps.sessions.remove(id);
      return { kind: 'ended' };
    case 'session-revoked':
    case 'session-expired':
    case 'session-not-registered':
      // The tokens first: what is confirmed is that they are gone.
      await deps.sessions.remove(id);
      if (ending === 'session-revoked') {
        await confirmSignOut(deps.api, { token: session.accessToken, headers: browserHeaders, signal });
      }
      return { kind: 'answered-with-end', answer, ending };
  }
};
