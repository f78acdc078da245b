import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { ProblemCode } from '../contracts/problems.ts';
import type { Route } from '../contracts/route.ts';
import type { DeviceId, SessionId } from '../contracts/values.ts';
import type { Account } from '../domain/account/account.ts';
import type { World } from '../domain/ports.ts';
import type { Session } from '../domain/session/session.ts';
import type { Log } from '../observability/logger.ts';
import type { Edge } from './edge.ts';
import type { Principal } from './principal.ts';

export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;

/** What every endpoint needs. */
export interface EndpointDeps {
  world: World;
  log: Log;
  edgeKeySha256?: string | undefined;
}

/** What a request asks, checked against the contract. */
export interface ServiceCall<R extends Route> {
  params: z.output<R['params']>;
  query: z.output<R['query']>;
  body: z.output<R['body']>;
}

/** A request as a handler sees it: who calls, from where, and what it asks. */
export interface Call<R extends Route> extends ServiceCall<R> {
  event: ApiEvent;
  principal: Principal;
  edge: Edge;
}

/** A request of a session that the guard has let through. */
export interface GuardedCall<R extends Route> extends Call<R> {
  account: Account;
  session: Session;
}

export interface Answer {
  status: 200 | 201 | 202 | 204;
  body?: unknown;
  /** What the log line should name, where the guard did not find it. */
  about?: { sessionId?: SessionId | undefined; deviceId?: DeviceId | undefined; problem?: ProblemCode };
}
