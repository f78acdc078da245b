import type { ApiEvent } from './call.ts';

/** The token of the Authorization header (RFC 6750, section 2.1); empty where there is none. */
export const bearerToken = ({ headers }: ApiEvent): string =>
  /^Bearer +(\S+) *$/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
