import { UpstreamError } from '../../shared/domain/web-session/upstream-error.ts';
import { StoreUnavailableError } from '../../shared/domain/store-unavailable-error.ts';
import { confirmSignOut } from '../../shared/web/confirm-sign-out.ts';
import { isCrossSite } from '../../shared/web/cross-site.ts';
import { forgetBrowser } from '../../shared/web/forget-browser.ts';
import { forwardedHeaders } from '../../shared/web/forwarded-headers.ts';
import { liveSession } from '../../shared/web/live-session.ts';
import type { LiveSessionDeps } from '../../shared/web/live-session.ts';
import { codeOf } from '../../shared/web/session-ending.ts';
import type { WebDeps } from '../../shared/web/web-call.ts';
import { sessionIdOf } from '../../shared/web/web-cookies.ts';
import { webEndpoint } from '../../shared/web/web-endpoint.ts';
import { webProblem } from '../../shared/web/web-problem.ts';

/**
 * POST /web/sign-out: signs this browser out. 204 only when its session has ended at the API as well: a browser that is
 * told so while its session lives on would be among the owner's devices still. Until then, it can be asked again.
 */
export const makeHandler = (deps: WebDeps & LiveSessionDeps) =>
  webEndpoint('web-sign-out', deps, async (call) => {
    const { event, signal } = call;
    if (isCrossSite(event, deps.origin)) return webProblem('cross-site-request');
    const headers = forwardedHeaders(event);
    const standing = await liveSession(deps, { id: sessionIdOf(call), headers, signal });
    if (standing.kind === 'live') {
      const { id, session } = standing;
      const request = { token: session.accessToken, headers, signal };
      const { status, body } = await deps.api.call({ method: 'DELETE', path: '/v1/sessions/current', ...request });
      if (status === 429 || status === 503) throw new StoreUnavailableError(`the API answered ${status}`);
      if (status !== 204 && status !== 401) throw new UpstreamError(`the API answered ${status}`);
      await deps.sessions.remove(id);
      if (codeOf(body) === 'session-revoked') await confirmSignOut(deps.api, request);
    }
    return { status: 204, ...forgetBrowser };
  });
