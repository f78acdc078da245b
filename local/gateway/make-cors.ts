import type { CorsSpec } from '../template/stack.ts';

/** CORS as the API declares it; what a function says of it does not count. */
export interface Cors {
  /** Headers for a preflight from that origin; none when it is not allowed. */
  preflight(origin: string): Record<string, string>;
  /** Headers for any other answer to that origin. */
  headers(origin: string): Record<string, string>;
}

export function makeCors(spec: CorsSpec): Cors {
  const allowed = (origin: string): boolean =>
    spec.origins.some(
      (one) => one === '*' || one === origin || (one.endsWith('://*') && origin.startsWith(one.slice(0, -1))),
    );
  const headers = (origin: string): Record<string, string> => {
    if (!allowed(origin)) return {};
    return {
      'access-control-allow-origin': spec.origins.includes('*') ? '*' : origin,
      ...(spec.credentials && { 'access-control-allow-credentials': 'true' }),
      ...(spec.exposedHeaders.length > 0 && { 'access-control-expose-headers': spec.exposedHeaders.join(',') }),
      ...(!spec.origins.includes('*') && { vary: 'origin' }),
    };
  };
  return {
    headers,
    preflight(origin) {
      if (!allowed(origin)) return {};
      return {
        ...headers(origin),
        'access-control-allow-methods': spec.methods.join(','),
        'access-control-allow-headers': spec.headers.join(','),
        ...(spec.maxAgeSeconds !== undefined && { 'access-control-max-age': String(spec.maxAgeSeconds) }),
      };
    },
  };
}
