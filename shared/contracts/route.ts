import type * as z from 'zod/mini';
import type { ProblemCode } from './problems.ts';

/**
 * A route of the API. Each is a constant of its own, so that a function carries its own route and no other.
 *
 * `access` says who may call:
 * - `session`: a registered, live session (the guard refuses everything else),
 * - `sign-in`: any valid access token, registered or not,
 * - `signed-out-session`: a session that was signed out, with an access token that may have expired: the gateway lets
 *   it through, and the function verifies it,
 * - `service`: a back-end service with a right of its own in AWS, by a signed request (SigV4).
 */
export interface Route {
  /** Of its function too. */
  name: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: `/v1/${string}`;
  summary: string;
  access: 'session' | 'sign-in' | 'signed-out-session' | 'service';
  /** What the body is; JSON where it is not said. */
  consumes?: 'form';
  /** What it takes. Every object is strict: an unknown field is refused, so that a misspelt one is not lost. */
  params: z.ZodMiniType;
  query: z.ZodMiniType;
  body: z.ZodMiniType;
  /** The problems that are this route's own, besides those that any route may answer. */
  problems: readonly ProblemCode[];
}
