import type { Answer, ApiProblem } from './api-problem.ts';
import { endsSession, isOutage } from './api-problem.ts';
import { noteConnection } from '../data/connection.ts';
import { noteSessionEnd, noteSessionLive } from '../data/session-state.ts';

export interface ApiCall {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below /web/api, such as /v1/devices. */
  path: string;
  body?: object;
  signal?: AbortSignal;
}

const retriesMax = 2;
const waitSecondsMax = 10;

/**
 * Calls the API through the page's own origin; the cookie says who calls. A reading call that is asked to wait does
 * so, and asks again; a call that changes something is never repeated here.
 */
export const callApi = async <T>(call: ApiCall): Promise<Answer<T>> => {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await callOnce<T>(call);
    if (answer.ok || call.signal?.aborted) return answer;
    const { problem } = answer;
    const mayWait = (call.method ?? 'GET') === 'GET' && (problem.status === 429 || problem.status === 503);
    if (!mayWait || attempt >= retriesMax || (problem.retryAfter ?? 1) > waitSecondsMax) return answer;
    await wait(problem.retryAfter ?? 1, call.signal);
  }
};

const callOnce = async <T>({ method = 'GET', path, body, signal }: ApiCall): Promise<Answer<T>> => {
  let response: Response;
  try {
    response = await fetch(`/web/api${path}`, {
      method,
      headers: {
        'x-requested-with': 'remote-sign-out',
        accept: 'application/json',
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
    noteSessionLive();
    return { ok: true, value: content as T };
  }
  const problem = problemOf(response, content);
  noteConnection(isOutage(problem) ? 'unavailable' : 'reachable');
  if (endsSession(problem)) noteSessionEnd(problem);
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
