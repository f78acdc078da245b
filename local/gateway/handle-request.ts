import type { IncomingMessage } from 'node:http';
import type { RunningFunction } from '../functions/run-function.ts';
import type { ApiSpec, AuthorizerSpec, RouteSpec } from '../template/stack.ts';
import { type Authorization, type Authorize, makeAuthorizer } from './authorize.ts';
import type { AccessValues } from './make-access-line.ts';
import { makeCors } from './make-cors.ts';
import { makeEvent, readHeaders } from './make-event.ts';
import type { Jwks } from './make-jwks.ts';
import { makeRouteMatcher } from './match-route.ts';
import { makeThrottle, type Throttle } from './make-throttle.ts';
import { readAnswer } from './read-answer.ts';
import { readBody } from './read-body.ts';

/** The answer to a request, and what the access log says of it. */
export interface Handled {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
  cookies?: string[];
  access?: AccessValues;
}

export interface RequestHandlerProps {
  api: ApiSpec;
  account: string;
  functions: ReadonlyMap<string, RunningFunction>;
  jwksOf: (issuer: string) => Jwks;
  /** What CloudFront would add to each request, with names in lower case. */
  edgeHeaders?: Readonly<Record<string, string>>;
}

export type RequestHandler = (request: IncomingMessage, requestId: string, time: Date) => Promise<Handled | 'aborted'>;

interface Route extends RouteSpec {
  fn: RunningFunction;
  authorize: Authorize | undefined;
  allows: Throttle;
}

/** Request line and headers together; API Gateway's limit. */
const headBytesMax = 10_240;
const integrationMsMax = 30_000;

/** Make what an HTTP API does with a request: limits, route, throttle, authorizer, function. */
export function makeRequestHandler(props: RequestHandlerProps): RequestHandler {
  const { api, account, functions, jwksOf, edgeHeaders = {} } = props;
  const authorizers = new Map<AuthorizerSpec, Authorize>();
  const routes = api.routes.map((route): Route => {
    const fn = functions.get(route.functionName);
    if (fn === undefined) throw new Error(`${route.key}: no function ${route.functionName}`);
    const { authorizer, throttle } = route;
    if (authorizer && !authorizers.has(authorizer)) {
      authorizers.set(authorizer, makeAuthorizer(authorizer, jwksOf(authorizer.issuer)));
    }
    return {
      ...route,
      fn,
      authorize: authorizer && authorizers.get(authorizer),
      allows: throttle ? makeThrottle(throttle) : () => true,
    };
  });
  const match = makeRouteMatcher(routes);
  const stageAllows = makeThrottle(api.throttle);
  const cors = api.cors && makeCors(api.cors);

  const handle: RequestHandler = async (request, requestId, time) => {
    const { method = 'GET', url = '/' } = request;
    if (headBytes(request) > headBytesMax) return problem(431, 'Request Header Fields Too Large');
    const at = url.indexOf('?');
    const rawPath = at < 0 ? url : url.slice(0, at);
    const rawQuery = at < 0 ? '' : url.slice(at + 1);
    const headers = { ...readHeaders(request), ...edgeHeaders };

    const { origin } = headers;
    if (cors && origin && method === 'OPTIONS' && headers['access-control-request-method']) {
      return { status: 204, headers: cors.preflight(origin), body: '' };
    }
    const found = match(method, rawPath);
    if (found === undefined) return problem(404, 'Not Found');
    const { route, pathParameters } = found;
    const access = { routeKey: route.key };
    if (!stageAllows() || !route.allows()) {
      return { ...problem(429, 'Too Many Requests'), access: { ...access, 'error.responseType': 'THROTTLED' } };
    }
    const authorization = await route.authorize?.({ headers, query: rawQuery, scopes: route.scopes });
    if (authorization !== undefined && authorization.kind !== 'authorized') {
      return { ...refuse(authorization), access: { ...access, ...accessOf(authorization) } };
    }
    const body = await readBody(request);
    if (body === 'aborted') return 'aborted';
    if (body === 'too-large') return { ...problem(413, 'Request Entity Too Large'), access };

    const event = makeEvent({
      request,
      rawPath,
      rawQuery,
      headers,
      body,
      routeKey: route.key,
      pathParameters,
      authorizer: authorization && { jwt: { claims: authorization.claims, scopes: authorization.scopes } },
      requestId,
      time,
      apiId: api.id,
      account,
    });
    const started = performance.now();
    const answered = await invoke(route.fn, JSON.stringify(event));
    const integrationLatency = Math.round(performance.now() - started);
    return { ...answered, access: { ...access, integrationLatency, ...answered.access } };
  };

  return async (request, requestId, time) => {
    const handled = await handle(request, requestId, time);
    const { origin } = request.headers;
    if (cors === undefined || origin === undefined || handled === 'aborted') return handled;
    const own = Object.entries(handled.headers).filter(([name]) => !name.startsWith('access-control-'));
    const preflight = Object.entries(handled.headers).length > own.length && request.method === 'OPTIONS';
    return preflight ? handled : { ...handled, headers: { ...Object.fromEntries(own), ...cors.headers(origin) } };
  };
}

async function invoke(fn: RunningFunction, event: string): Promise<Handled> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<'too-late'>((resolve) => {
    // A shorter time-out of the function's own comes first.
    if (fn.timeoutMs >= integrationMsMax) timer = setTimeout(() => resolve('too-late'), integrationMsMax);
  });
  const result = await Promise.race([fn.invoke(event), tooLate]);
  clearTimeout(timer);
  if (result === 'too-late') {
    return { ...problem(503, 'Service Unavailable'), access: { integrationErrorMessage: 'Integration timed out' } };
  }
  if (result.kind !== 'answered') {
    const integrationErrorMessage = result.kind === 'failed' ? result.error.errorType : 'Sandbox.Timedout';
    return { ...problem(500, 'Internal Server Error'), access: { integrationStatus: 200, integrationErrorMessage } };
  }
  const answer = readAnswer(result.payload);
  if (answer === undefined || !sendable(answer.headers)) {
    const integrationErrorMessage = 'The response from the Lambda function is not of the expected format';
    return { ...problem(500, 'Internal Server Error'), access: { integrationStatus: 200, integrationErrorMessage } };
  }
  return { ...answer, access: { integrationStatus: 200, 'integration.status': answer.status } };
}

const sendable = (headers: Record<string, string>): boolean =>
  Object.entries(headers).every(
    // oxlint-disable-next-line no-control-regex -- exactly these would break the response
    ([name, value]) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value),
  );

/** API Gateway's own answers are fixed; an HTTP API has no way to change them. */
const problem = (status: number, message: string, headers: Record<string, string> = {}): Handled => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message }),
});

type Refusal = Exclude<Authorization, { kind: 'authorized' }>;

function refuse(refusal: Refusal): Handled {
  switch (refusal.kind) {
    case 'no-token':
      return problem(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
    case 'refused':
      return problem(401, 'Unauthorized', {
        'www-authenticate': `Bearer scope="" error="invalid_token" error_description="${refusal.description}"`,
      });
    case 'insufficient-scope':
      return problem(403, 'Forbidden', { 'www-authenticate': 'Bearer error="insufficient_scope"' });
  }
}

const accessOf = (refusal: Refusal): AccessValues => ({
  'authorizer.error': refusal.kind === 'refused' ? refusal.description : refusal.kind,
  'error.responseType': refusal.kind === 'insufficient-scope' ? 'ACCESS_DENIED' : 'UNAUTHORIZED',
});

function headBytes({ method = '', url = '', rawHeaders }: IncomingMessage): number {
  let bytes = method.length + url.length + ' HTTP/1.1 \r\n'.length;
  for (const text of rawHeaders) bytes += text.length + 2;
  return bytes;
}
