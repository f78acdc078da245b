import type { Trouble } from './answer.ts';
import { codeOf } from './code-of.ts';

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
  const reason = errorChain(error)
    .flatMap((one) => [reasons[codeOf(one) ?? ''], reasons[one.name ?? '']])
    .find((known) => known !== undefined);
  return { kind: 'trouble', why: 'offline', detail: `${host}: ${reason ?? 'no connection'}` };
};

/** fetch and the SDK wrap what the socket said. */
const errorChain = (error: unknown): { name?: string }[] => {
  if (typeof error !== 'object' || error === null) return [];
  const { cause, errors = [] } = error as { cause?: unknown; errors?: unknown[] };
  return [error, ...[cause, ...errors].flatMap(errorChain)];
};
