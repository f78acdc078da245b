import type { Answer, ProblemBody, Trouble } from './answer.ts';
import { offline } from './offline.ts';

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Such as `/v1/devices`. */
  path: string;
  /** Members that are undefined are left out. */
  query?: Record<string, string | number | undefined>;
  body?: object;
}

/** Asks the HTTP API with an access token. Never throws but for an interruption. */
export type Api = <Body = unknown>(request: ApiRequest, accessToken: string) => Promise<Answer<Body>>;

/** Longer than the API's own limit of 10 s for an answer: what takes longer is lost. */
const patienceMs = 15_000;

/** The API at this address. `headers` go with every request; `signal` interrupts them. */
export const makeApi =
  ({ url, headers, signal }: { url: string; headers: Record<string, string>; signal: AbortSignal }): Api =>
  async <Body>({ method, path, query = {}, body }: ApiRequest, accessToken: string): Promise<Answer<Body>> => {
    const target = new URL(url + path);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) target.searchParams.set(name, String(value));
    }
    try {
      const response = await fetch(target, {
        method,
        headers: {
          ...headers,
          authorization: `Bearer ${accessToken}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      });
      return read<Body>(response, await response.text());
    } catch (error) {
      signal.throwIfAborted();
      return offline(error, new URL(url).host);
    }
  };

const read = <Body>(response: Response, text: string): Answer<Body> => {
  const { status } = response;
  if (response.ok) return { kind: 'done', status, body: json(text) as Body };
  const problem = problemOf(status, text);
  const why = troubles[status];
  if (!why) return { kind: 'refused', problem };
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    kind: 'trouble',
    why,
    detail: problem.title,
    ...(Number.isFinite(seconds) && seconds >= 0 && { retryAfterSeconds: seconds }),
  };
};

/** Statuses that say "not now" rather than "no". */
const troubles: Record<number, Trouble['why'] | undefined> = {
  429: 'rate-limited',
  500: 'unavailable',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** API Gateway's own refusals are `{"message": "Unauthorized"}`: they get a title, and no code. */
const problemOf = (status: number, text: string): ProblemBody => {
  const body = json(text);
  const { title, message } = body as { title?: string; message?: string };
  return { ...body, status, title: title ?? message ?? `The service answered ${status}.` };
};

const json = (text: string): object => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
};
