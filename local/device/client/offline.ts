import type { Trouble } from './answer.ts';

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  EPIPE: 'the connection broke',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'names cannot be looked up',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  TimeoutError: 'no answer in time',
};

/** A request that got no answer, in words. */
export const offline = (error: unknown, host: string): Trouble => {
  const codes = errorChain(error).flatMap(({ name, code }) => [String(code), name]);
  const reason = codes.map((code) => reasons[code]).find((known) => known !== undefined) ?? 'no connection';
  return { kind: 'trouble', why: 'offline', detail: `${host}: ${reason}` };
};

/** fetch and the SDK wrap what the socket said. */
const errorChain = (error: unknown): (Error & { code?: unknown })[] => {
  if (!(error instanceof Error)) return [];
  const nested: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...nested].flatMap(errorChain)];
};
