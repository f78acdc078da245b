import type { IncomingMessage } from 'node:http';
import type { RunningFunction } from '../functions/run-function.ts';
import type { AwsSettings } from '../runtime/aws-settings.ts';
import type { ApiSpec, AuthorizerSpec, RouteSpec } from '../template/stack.ts';
import { type Authorize, makeAuthorizer } from './authorize.ts';
import { accessOf, type Handled, problem, refuse, refuseUnsigned } from './gateway-answer.ts';
import { makeCors } from './make-cors.ts';
import { makeEvent, readHeaders } from './make-event.ts';
import type { Jwks } from './make-jwks.ts';
import { makeRouteMatcher } from './match-route.ts';
import { makeThrottle, type Throttle } from './make-throttle.ts';
import { invokeFunction } from './invoke-function.ts';
import { readBody } from './read-body.ts';
import { makeSignatureVerifier } from './verify-signature.ts';

export interface RequestHandlerProps {
  api: ApiSpec;
  /** Requests to routes with `AWS_IAM` are signed with its credentials. */
  aws: AwsSettings;
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

/** Make what an HTTP API does with a request: limits, route, throttle, authorizer, function. */
export function makeRequestHandler(props: RequestHandlerProps): RequestHandler {
  const { api, aws, account, functions, jwksOf, edgeHeaders = {} } = props;
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
  const verifySignature = makeSignatureVerifier(aws);

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
    // Not before the body is read: it is signed as well.
    const refusal = route.signed
      ? await verifySignature({ method, rawPath, rawQuery, headers: readHeaders(request), body })
      : undefined;
    if (refusal !== undefined) {
      const refused = refuseUnsigned(refusal);
      return { ...refused, access: { ...access, ...refused.access } };
    }

    const event = makeEvent({
      request,
      rawPath,
      rawQuery,
      headers,
      body,
      routeKey: route.key,
      pathParameters,
      authorizer: route.signed
        ? { iam: callerOf(props) }
        : authorization && { jwt: { claims: authorization.claims, scopes: authorization.scopes } },
      requestId,
      time,
      apiId: api.id,
      account,
    });
    const started = performance.now();
    const answered = await invokeFunction(route.fn, JSON.stringify(event));
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

/** There is one user, and nobody is refused for missing rights: policies are not read here. */
const callerOf = ({ aws, account }: Pick<RequestHandlerProps, 'aws' | 'account'>): Record<string, string | null> => ({
  accessKey: aws.credentials.accessKeyId,
  accountId: account,
  callerId: 'AIDALOCALRUN000000000',
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: `arn:aws:iam::${account}:user/local`,
  userId: 'AIDALOCALRUN000000000',
});

function headBytes({ method = '', url = '', rawHeaders }: IncomingMessage): number {
  let bytes = method.length + url.length + ' HTTP/1.1 \r\n'.length;
  for (const text of rawHeaders) bytes += text.length + 2;
  return bytes;
}
