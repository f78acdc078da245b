import { StoreUnavailableError } from '../../shared/domain/store-unavailable-error.ts';
import { UpstreamError } from '../../shared/domain/web-session/upstream-error.ts';
import { callAsBrowser } from '../../shared/web/call-as-browser.ts';
import { isCrossSite } from '../../shared/web/cross-site.ts';
import { forgetBrowser } from '../../shared/web/forget-browser.ts';
import { forwardedHeaders } from '../../shared/web/forwarded-headers.ts';
import type { LiveSessionDeps } from '../../shared/web/live-session.ts';
import type { WebDeps } from '../../shared/web/web-call.ts';
import { sessionIdOf } from '../../shared/web/web-cookies.ts';
import { webEndpoint } from '../../shared/web/web-endpoint.ts';
import { webProblem } from '../../shared/web/web-problem.ts';

/**
 * POST /web/sign-out: signs this browser out. 204 only when its session has ended at the API as well: told so before,
 * the owner would find the browser among the devices still. Until then it can be asked again.
 */
export const makeHandler = (deps: WebDeps & LiveSessionDeps) =>
  webEndpoint('web-sign-out', deps, async (call) => {
    const { event, signal } = call;
    if (isCrossSite(event, deps.origin)) return webProblem('cross-site-request');
    const headers = forwardedHeaders(event);
    const path = '/v1/sessions/current';
    const request = { id: sessionIdOf(call), browserHeaders: headers, path, headers, signal };
    const outcome = await callAsBrowser(deps, { ...request, method: 'DELETE' });
    if (outcome.kind === 'answered') {
      const { status } = outcome.answer;
      if (status === 429 || status === 503) throw new StoreUnavailableError(`the API answered ${status}`);
      if (status !== 204) throw new UpstreamError(`the API answered ${status}`);
      // The session is told of its end as any device would be, forgets its tokens, and completes the receipt.
      await callAsBrowser(deps, { ...request, method: 'GET' });
    }
    return { status: 204, ...forgetBrowser };
  });
