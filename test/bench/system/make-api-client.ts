import { Agent, request as httpRequest } from 'node:http';
import { routes, type RouteName } from '../../../shared/contracts/routes.ts';

export interface ApiCall {
  route: RouteName;
  token: string;
  params?: Readonly<Record<string, string>>;
  /** Without the question mark. */
  query?: string;
  body?: unknown;
}

export interface Answer {
  status: number;
  text: string;
  /** When the first byte was about to go out, and when the last one had come in; as `performance.now()`. */
  startedAt: number;
  answeredAt: number;
  ms: number;
}

export interface ApiClient {
  call(call: ApiCall): Promise<Answer>;
  close(): void;
}

const timeoutMs = 30_000;

/** Calls the API over connections that stay open, as apps do. */
export function makeApiClient(endpoint: string, signal: AbortSignal): ApiClient {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });
  return {
    call({ route, token, params = {}, query, body }) {
      const { method, path } = routes[route];
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
      const payload = body === undefined ? '' : JSON.stringify(body);
      return new Promise((resolve, reject) => {
        const startedAt = performance.now();
        const request = httpRequest(
          {
            hostname,
            port,
            agent,
            method,
            path: query ? `${filled}?${query}` : filled,
            timeout: timeoutMs,
            signal,
            headers: {
              authorization: `Bearer ${token}`,
              'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
              ...(payload !== '' && {
                'content-type': 'application/json',
                'content-length': String(Buffer.byteLength(payload)),
              }),
            },
          },
          (response) => {
            let text = '';
            response.setEncoding('utf8');
            response.on('data', (chunk: string) => (text += chunk));
            response.on('end', () => {
              const answeredAt = performance.now();
              resolve({ status: response.statusCode ?? 0, text, startedAt, answeredAt, ms: answeredAt - startedAt });
            });
            response.on('error', reject);
          },
        );
        request.on('timeout', () => request.destroy(new Error(`${route}: no answer after ${timeoutMs / 1000} s`)));
        request.on('error', reject);
        request.end(payload);
      });
    },
    close: () => agent.destroy(),
  };
}

/** @throws where the answer is another one than was asked for: a figure of failures is none */
export function expectStatus(answer: Answer, ...statuses: readonly number[]): Answer {
  if (!statuses.includes(answer.status)) {
    throw new Error(`expected ${statuses.join(' or ')}, got ${answer.status} ${answer.text.slice(0, 300)}`);
  }
  return answer;
}
