import * as z from 'zod/mini';
import { nothing } from './route-parts.ts';
import type { Route } from './route.ts';

/**
 * RFC 7662, section 2.1. Not strict, as OAuth wants it: parameters that are not known are ignored (RFC 6749, section
 * 3.2). The hint says nothing that the token does not.
 */
const introspectionBody = z.object({
  token: z.string(),
  token_type_hint: z.optional(z.string()),
});

export const introspectRoute = {
  name: 'introspect',
  method: 'POST',
  path: '/v1/introspect',
  summary: 'For services that accept the same access tokens: does this one count at this moment? (RFC 7662)',
  access: 'service',
  consumes: 'form',
  params: nothing,
  query: nothing,
  body: introspectionBody,
  problems: [],
} as const satisfies Route;
