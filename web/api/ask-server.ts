import { noteConnection } from '../data/connection.ts';
import type { Answer, ApiProblem } from './api-problem.ts';
import { isOutage } from './api-problem.ts';

export interface ServerCall {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** On the page's own origin. */
  address: string;
  authorization?: string;
  body?: object;
  signal?: AbortSignal;
}

const retriesMax = 2;
const waitSecondsMax = 10;

/**
 * Calls the page's own origin. A reading call that is asked to wait does so, and asks again; a call that changes
 * something is never repeated here.
 */
export const askServer = async <T>(call: ServerCall): Promise<Answer<T>> => {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await askOnce<T>(call);
    if (answer.ok || call.signal?.aborted) return answer;
    const { problem } = answer;
    const mayWait = (call.method ?? 'GET') === 'GET' && (problem.status === 429 || problem.status === 503);
    if (!mayWait || attempt >= retriesMax || (problem.retryAfter ?? 1) > waitSecondsMax) return answer;
    await wait(problem.retryAfter ?? 1, call.signal);
  }
};

const askOnce = async <T>({ method = 'GET', address, authorization, body, signal }: ServerCall): Promise<Answer<T>> => {
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers: {
        'x-requested-with': 'remote-sign-out',
        accept: 'application/json',
        ...(authorization !== undefined && { authorization }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
      cache: 'no-store',
      credentials: 'same-origin',
    });
  } catch {
    const problem: ApiProblem = { code: 'unreachable', status: 0 };
    if (!signal?.aborted) noteConnection('unreachable');
    return { ok: false, problem };
  }
  const content = await readJson(response);
  if (response.ok && (response.status === 204 || content !== undefined)) {
    noteConnection('reachable');
    return { ok: true, value: content as T };
  }
  const problem = problemOf(response, content);
  noteConnection(isOutage(problem) ? 'unavailable' : 'reachable');
  return { ok: false, problem };
};

const readJson = async (response: Response): Promise<unknown> => {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return undefined;
  try {
    return await response.json();
  } catch {
    return undefined;
  }
};

const problemOf = (response: Response, content: unknown): ApiProblem => {
  const members = (typeof content === 'object' && content !== null ? content : {}) as Partial<ApiProblem>;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    code: typeof members.code === 'string' ? members.code : 'unexpected-answer',
    status: response.status,
    ...(Number.isFinite(retryAfter) && { retryAfter }),
    ...(members.signOut && { signOut: members.signOut }),
  };
};

const wait = (seconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
