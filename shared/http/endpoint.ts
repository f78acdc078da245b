import middy from '@middy/core';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { ProblemCode } from '../contracts/problems.ts';
import type { Route } from '../contracts/route.ts';
import type { TokenVerifier } from '../domain/ports.ts';
import { StoreUnavailableError } from '../domain/store-unavailable-error.ts';
import type { Answer, ApiEvent, Call, EndpointDeps, GuardedCall, ServiceCall } from './call.ts';
import { bearerToken } from './bearer-token.ts';
import { edgeOf } from './edge.ts';
import { guard } from './guard.ts';
import { noteSeen } from './note-seen.ts';
import { formBody, jsonBody, parse } from './parse.ts';
import { principalOf } from './principal.ts';
import { Problem, problemResponse } from './problem.ts';

type Result = APIGatewayProxyStructuredResultV2;

/** What the middlewares hand on, one after the other. */
interface Stages extends Record<string, unknown> {
  startedAt?: number;
  code?: ProblemCode;
  call?: Partial<GuardedCall<Route>>;
  about?: Answer['about'];
}
type Step = MiddlewareObj<ApiEvent, Result, Error, Context, Stages>;

/** A route that such callers may call: no other endpoint takes it. */
type RouteFor<Access extends Route['access']> = Route & { access: Access };

/** An endpoint for sessions that are signed in: everything else is refused before the handler sees it. */
export const guardedEndpoint = <R extends RouteFor<'session'>>(
  route: R,
  deps: EndpointDeps,
  handle: (call: GuardedCall<R>) => Promise<Answer>,
) => build(route, deps, [identified(deps), guarded(deps)], handle);

/** An endpoint for any valid access token: the handler decides what the session may do. */
export const openEndpoint = <R extends RouteFor<'sign-in'>>(
  route: R,
  deps: EndpointDeps,
  handle: (call: Call<R>) => Promise<Answer>,
) => build(route, deps, [identified(deps)], handle);

/**
 * An endpoint that the gateway lets everybody through to: the token is verified here, and may have expired. Whatever is
 * no token of the pool is refused as the gateway refuses it everywhere else.
 */
export const verifiedEndpoint = <R extends RouteFor<'signed-out-session'>>(
  route: R,
  deps: EndpointDeps & { tokens: TokenVerifier },
  handle: (call: Call<R>) => Promise<Answer>,
) => build(route, deps, [verified(deps)], handle);

/** An endpoint for services, which the gateway knows by their AWS identity. No account owner is calling. */
export const serviceEndpoint = <R extends RouteFor<'service'>>(
  route: R,
  deps: EndpointDeps,
  handle: (call: ServiceCall<R>) => Promise<Answer>,
) => build(route, deps, [], handle);

/** `Given` is the call that `callers` and the route's own schemas make. */
const build = <Given>(route: Route, deps: EndpointDeps, callers: Step[], handle: (call: Given) => Promise<Answer>) => {
  const stack = middy<ApiEvent, Result, Error, Context, Stages>({
    // Early enough for the refusal to be written and to leave.
    timeoutEarlyInMillis: 500,
    timeoutEarlyResponse: () => {
      throw new StoreUnavailableError('the time of the function is over');
    },
  })
    .use(requestLog(deps, route.name))
    .use(problemResponses(deps));
  for (const step of callers) stack.use(step);
  stack.use(parsed(route));
  // The last step hands the handler its call: middy gives a handler the event and the context, and nothing else.
  stack.use({
    before: (request) => void Object.assign(request.context, { call: request.internal.call, stages: request.internal }),
  });
  return stack.handler(async (_event: ApiEvent, context: Context) => {
    const { call, stages } = context as unknown as { call: Given; stages: Stages };
    const { status, body, about } = await handle(call);
    if (about) stages.about = about;
    return {
      statusCode: status,
      headers: { 'cache-control': 'no-store', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
  });
};

/** One line a request. Ids in it are the public ones. */
const requestLog = ({ log }: EndpointDeps, route: string): Step => {
  const write: NonNullable<Step['after']> = ({ event, response, internal }) => {
    log.info('RSO_REQUEST', {
      route,
      status: response?.statusCode,
      problem: internal.code ?? internal.about?.problem,
      ms: Math.round(performance.now() - (internal.startedAt ?? 0)),
      requestId: event.requestContext.requestId,
      sessionId: internal.about?.sessionId ?? internal.call?.session?.id,
      deviceId: internal.about?.deviceId ?? internal.call?.session?.deviceId,
    });
  };
  return {
    before: ({ internal }) => {
      internal.startedAt = performance.now();
    },
    after: write,
    onError: write,
  };
};

/** The only try/catch of a request: a refusal becomes its problem, anything else a logged 500 without a detail. */
const problemResponses = ({ log }: EndpointDeps): Step => ({
  onError: (request) => {
    const problem = problemOf(request.error);
    const { requestId } = request.event.requestContext;
    if (problem.code === 'internal-error') log.error('RSO_INTERNAL_ERROR', { requestId }, request.error);
    if (problem.code === 'unavailable') log.error('RSO_UNAVAILABLE', { requestId }, request.error);
    request.internal.code = problem.code;
    request.response = problemResponse(problem);
  },
});

const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof StoreUnavailableError) return new Problem('unavailable', {}, { 'retry-after': '1' });
  return new Problem('internal-error');
};

const identified = (deps: EndpointDeps): Step => ({
  before: ({ event, internal }) => {
    internal.call = identify(deps, event, event.requestContext.authorizer.jwt.claims);
  },
});

const verified = (deps: EndpointDeps & { tokens: TokenVerifier }): Step => ({
  before: async ({ event, internal }) => {
    const verdict = await deps.tokens.verify(bearerToken(event), { expired: 'accepted' });
    if (verdict.kind === 'unsuitable') throw new Problem('invalid-token');
    if (verdict.kind !== 'valid') return unauthorized;
    internal.call = identify(deps, event, verdict.claims);
    return undefined;
  },
});

const identify = ({ edgeKeySha256 }: EndpointDeps, event: ApiEvent, claims: Record<string, unknown>) => ({
  event,
  principal: principalOf(claims),
  edge: edgeOf(event.headers, edgeKeySha256),
});

/** As API Gateway's JWT authorizer has it. */
const unauthorized: Result = {
  statusCode: 401,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'www-authenticate': 'Bearer' },
  body: '{"message":"Unauthorized"}',
};

const guarded = (deps: EndpointDeps): Step => {
  // After the handler: beside it, the two would write to the same items, and DynamoDB would refuse one of them.
  const seen: NonNullable<Step['after']> = async ({ internal: { call } }) => {
    if (call?.session && call.edge) await noteSeen(deps, call.session, call.edge);
  };
  return {
    before: async ({ internal }) => {
      const { call } = internal;
      if (!call?.principal) throw new TypeError('the guard comes after the principal');
      Object.assign(call, await guard(deps, call.principal));
    },
    after: seen,
    // Who asks for what it may not have has been seen as well. Where the store is away, it is not asked again.
    onError: async (request) => {
      if (request.error instanceof Problem) await seen(request);
    },
  };
};

const parsed = (route: Route): Step => ({
  before: ({ event, internal }) => {
    const params = route.params.safeParse(event.pathParameters ?? {});
    // What is not an id is not there.
    if (!params.success) throw new Problem('not-found');
    internal.call = Object.assign(internal.call ?? {}, {
      params: params.data,
      query: parse(route.query, event.queryStringParameters ?? {}),
      body: parse(route.body, route.consumes === 'form' ? formBody(event) : jsonBody(event)),
    });
  },
});
