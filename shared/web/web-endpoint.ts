import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { cacheControl, securityHeaders } from '../contracts/web-headers.ts';
import type { WebRouteName } from '../contracts/web-routes.ts';
import { StoreUnavailableError } from '../domain/store-unavailable-error.ts';
import { UpstreamError } from '../domain/web-session/upstream-error.ts';
import { Problem, problemResponse } from '../http/problem.ts';
import type { WebAnswer, WebCall, WebDeps, WebEvent } from './web-call.ts';
import { readCookies } from './web-cookies.ts';
import { webProblem } from './web-problem.ts';

/** Early enough for the refusal to be written and to leave. */
const reserveMs = 500;
/** As long as API Gateway waits, where nobody says how long the function may. */
const timeMsMax = 29_000;

export type WebFailure = 'unavailable' | 'bad-gateway' | 'internal-error';

/**
 * An endpoint of the dashboard's back end. The only try/catch of a request, its one log line (no address, no query, no
 * cookie), and the headers that every response carries.
 */
export const webEndpoint =
  (
    name: WebRouteName,
    { log }: Pick<WebDeps, 'log'>,
    handle: (call: WebCall) => WebAnswer | Promise<WebAnswer>,
    /** What a failure is answered with. */
    failed: (failure: WebFailure) => WebAnswer = (failure) => webProblem(failure),
  ) =>
  async (event: WebEvent, context: Partial<Context> = {}): Promise<APIGatewayProxyStructuredResultV2> => {
    const startedAt = performance.now();
    const { requestId } = event.requestContext;
    const answered = async (): Promise<WebAnswer> => {
      try {
        const timeMs = Math.min(timeMsMax, (context.getRemainingTimeInMillis?.() ?? timeMsMax) - reserveMs);
        const signal = AbortSignal.timeout(Math.max(1, timeMs));
        return await handle({ event, cookies: readCookies(event.cookies), signal });
      } catch (error) {
        if (error instanceof Problem) return refusal(error);
        const failure = failureOf(error);
        log.error(failure === 'unavailable' ? 'RSO_UNAVAILABLE' : 'RSO_INTERNAL_ERROR', { requestId }, error);
        return failed(failure);
      }
    };
    const { status, headers, cookies, body, isBase64Encoded = false, problem } = await answered();
    const ms = Math.round(performance.now() - startedAt);
    log.info('RSO_REQUEST', { route: name, status, problem, ms, requestId });
    return {
      statusCode: status,
      headers: { 'cache-control': cacheControl.nothing, ...headers, ...securityHeaders },
      ...(cookies && cookies.length > 0 && { cookies }),
      ...(body !== undefined && { body, isBase64Encoded }),
    };
  };

/** What the API's own rules refuse, in the API's own words. */
const refusal = (problem: Problem): WebAnswer => {
  const { statusCode, headers, body } = problemResponse(problem);
  return { status: statusCode, headers, body, problem: problem.code };
};

const failureOf = (error: unknown): WebFailure => {
  if (error instanceof StoreUnavailableError) return 'unavailable';
  return error instanceof UpstreamError ? 'bad-gateway' : 'internal-error';
};
