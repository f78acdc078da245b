import type { ApiAnswer } from '../../shared/domain/web-session/ports.ts';
import { apiPath } from '../../shared/web/api-path.ts';
import { callAsBrowser } from '../../shared/web/call-as-browser.ts';
import { isCrossSite } from '../../shared/web/cross-site.ts';
import { forgetBrowser } from '../../shared/web/forget-browser.ts';
import { forwardedHeaders } from '../../shared/web/forwarded-headers.ts';
import type { LiveSessionDeps } from '../../shared/web/live-session.ts';
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

    const browserHeaders = forwardedHeaders(event);
    const type = event.headers['content-type'];
    const outcome = await callAsBrowser(deps, {
      id: sessionIdOf(call),
      browserHeaders,
      method,
      path,
      query: event.rawQueryString,
      headers: { ...browserHeaders, ...(type !== undefined && { 'content-type': type }) },
      body: method === 'GET' ? undefined : body,
      signal,
    });
    switch (outcome.kind) {
      case 'answered':
        return passedOn(outcome.answer);
      case 'answered-with-end':
        return forgotten({ ...passedOn(outcome.answer), problem: outcome.ending });
      case 'revoked':
        return forgotten(webProblem('session-revoked'));
      case 'ended':
        return forgotten(webProblem('session-ended'));
    }
  });

const bodyOf = ({ body = '', isBase64Encoded }: WebEvent): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

const forgotten = (answer: WebAnswer): WebAnswer => ({
  ...answer,
  headers: { ...answer.headers, ...forgetBrowser.headers },
  cookies: forgetBrowser.cookies,
});

const passedThrough = new Set(['content-type', 'retry-after', 'www-authenticate']);

/** The API's answer. Of its headers, those that say something of it: the others are the connection's, or ours to say. */
const passedOn = ({ status, headers, body }: ApiAnswer): WebAnswer => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => passedThrough.has(name))),
  ...(body !== '' && { body }),
});
