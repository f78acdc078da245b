import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { ProblemCode } from '../contracts/problems.ts';
import type { RouteName, routes } from '../contracts/routes.ts';
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
export interface ServiceCall<Name extends RouteName> {
  params: z.output<(typeof routes)[Name]['params']>;
  query: z.output<(typeof routes)[Name]['query']>;
  body: z.output<(typeof routes)[Name]['body']>;
}

/** A request as a handler sees it: who calls, from where, and what it asks. */
export interface Call<Name extends RouteName> extends ServiceCall<Name> {
  event: ApiEvent;
  principal: Principal;
  edge: Edge;
}

/** A request of a session that the guard has let through. */
export interface GuardedCall<Name extends RouteName> extends Call<Name> {
  account: Account;
  session: Session;
}

export interface Answer {
  status: 200 | 201 | 202 | 204;
  body?: unknown;
  /** What the log line should name, where the guard did not find it. */
  about?: { sessionId?: SessionId | undefined; deviceId?: DeviceId | undefined; problem?: ProblemCode };
}
