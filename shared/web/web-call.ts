import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { ProblemCode } from '../contracts/problems.ts';
import type { SignInProblem, WebProblemCode } from '../contracts/web-routes.ts';
import type { Log } from '../observability/logger.ts';

export type WebEvent = APIGatewayProxyEventV2;

/** What every function of the dashboard's back end needs. */
export interface WebDeps {
  log: Log;
  now: () => Date;
  /** The one origin that the dashboard is served from, such as https://devices.example.org */
  origin: string;
}

/** A request of a browser, before anything of it is believed. */
export interface WebCall {
  event: WebEvent;
  /** By name; of one that came twice, the first. */
  cookies: ReadonlyMap<string, string>;
  /** Aborts what is under way shortly before the function's time is over. */
  signal: AbortSignal;
}

export interface WebAnswer {
  status: number;
  headers?: Record<string, string>;
  /** Whole `Set-Cookie` values. */
  cookies?: string[];
  body?: string | undefined;
  isBase64Encoded?: boolean;
  /** What the log line should name. */
  problem?: ProblemCode | WebProblemCode | SignInProblem | undefined;
}
