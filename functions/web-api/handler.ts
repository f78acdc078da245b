import type { ApiAnswer } from '../../shared/domain/web-session/ports.ts';
import { apiPath } from '../../shared/web/api-path.ts';
import { confirmSignOut } from '../../shared/web/confirm-sign-out.ts';
import { isCrossSite } from '../../shared/web/cross-site.ts';
import { forgetBrowser } from '../../shared/web/forget-browser.ts';
import { forwardedHeaders } from '../../shared/web/forwarded-headers.ts';
import { liveSession } from '../../shared/web/live-session.ts';
import type { LiveSessionDeps } from '../../shared/web/live-session.ts';
import { endingOf } from '../../shared/web/session-ending.ts';
import type { WebAnswer, WebDeps, WebEvent } from '../../shared/web/web-call.ts';
import { sessionIdOf } from '../../shared/web/web-cookies.ts';
import { webEndpoint } from '../../shared/web/web-endpoint.ts';
import { webProblem } from '../../shared/web/web-problem.ts';

/** The API refuses a body of more than 32 KiB. A little more goes to it, to be refused in its own words. */
const bodyBytesMax = 64 * 1024;

/** ANY /web/api/v1/…: a call of the API, with the session of the browser's cookie. */
export const makeHandler = (deps: WebDeps & LiveSessionDeps) =>
  webEndpoint('web-api', deps, async (call) => {
    const { event, signal } = call;
    if (isCrossSite(event, deps.origin)) return webProblem('cross-site-request');
    const { method } = event.requestContext.http;
    const path = apiPath(method, event.rawPath);
    if (path === undefined) return webProblem('not-found');
    const body = bodyOf(event);
    if (body.length > bodyBytesMax) return webProblem('payload-too-large');

    const headers = forwardedHeaders(event);
    const type = event.headers['content-type'];
    const request = {
      method,
      path,
      query: event.rawQueryString,
      headers: { ...headers, ...(type !== undefined && { 'content-type': type }) },
      body: method === 'GET' ? undefined : body,
      signal,
    };
    // The gateway refuses a token that is good by our clock: once more, with a new one.
    for (const renew of [false, true]) {
      const standing = await liveSession(deps, { id: sessionIdOf(call), headers, signal, renew });
      if (standing.kind !== 'live') return ended(standing.kind);
      const { id, session } = standing;
      const answer = await deps.api.call({ ...request, token: session.accessToken });
      const ending = endingOf(answer);
      switch (ending) {
        case 'token-refused':
          if (!renew) continue;
          await deps.sessions.remove(id);
          return ended('ended');
        case 'none':
          return passedOn(answer);
        case 'session-revoked':
        case 'session-expired':
        case 'session-not-registered':
          // The tokens first: what is confirmed is that they are gone.
          await deps.sessions.remove(id);
          if (ending === 'session-revoked') {
            await confirmSignOut(deps.api, { token: session.accessToken, headers, signal });
          }
          return { ...passedOn(answer, forgetBrowser.headers), cookies: forgetBrowser.cookies, problem: ending };
      }
    }
    return ended('ended');
  });

const bodyOf = ({ body = '', isBase64Encoded }: WebEvent): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

const ended = (kind: 'ended' | 'revoked'): WebAnswer => {
  const answer = webProblem(kind === 'revoked' ? 'session-revoked' : 'session-ended', forgetBrowser.cookies);
  return { ...answer, headers: { ...answer.headers, ...forgetBrowser.headers } };
};

const passedThrough = ['content-type', 'retry-after', 'www-authenticate'];

/** The API's answer. Of its headers, those that say something of it: the others are the connection's, or ours to say. */
const passedOn = ({ status, headers, body }: ApiAnswer, more: Record<string, string> = {}): WebAnswer => {
  const kept = Object.entries(headers).filter(([name]) => passedThrough.includes(name));
  return { status, headers: { ...Object.fromEntries(kept), ...more }, ...(body !== '' && { body }) };
};
