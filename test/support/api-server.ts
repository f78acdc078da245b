import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { routes } from '../../shared/contracts/routes.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import type { Route } from '../../shared/contracts/route.ts';
import type { TestApi } from './test-api.ts';

export type ApiServer = Awaited<ReturnType<typeof startApiServer>>;

export interface Served {
  name: RouteName;
  method: string;
  /** With its query. */
  url: string;
  headers: Record<string, string>;
  body: string;
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

const unauthorized: Reply = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: '{"message":"Unauthorized"}',
};

/**
 * The test API over HTTP, as its gateway has it: an expired token is refused before a function sees it. The tokens are
 * those of any user pool; only their claims are believed.
 */
export const startApiServer = async (api: TestApi) => {
  const served: Served[] = [];
  /** What is answered in the place of the API, to calls of these names; `hang` answers nothing. */
  const faults = new Map<RouteName | 'all', Reply | 'hang'>();

  const reply = async (request: IncomingMessage): Promise<Reply | 'hang'> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://api');
    const found = routeOf(request.method ?? 'GET', pathname);
    if (!found) return { status: 404, body: '{"message":"Not Found"}' };
    const { name, route, params } = found;
    const body = await textOf(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]));
    served.push({ name, method: route.method, url: request.url ?? '', headers, body });
    const fault = faults.get(name) ?? faults.get('all');
    if (fault) return fault;

    const claims = claimsOf(headers['authorization'] ?? '');
    if (!claims) return unauthorized;
    const expired = Number(claims['exp']) * 1000 <= api.clock.now().getTime();
    if (expired && route.access !== 'signed-out-session') return unauthorized;
    const { iss: _anyPool, ...believed } = claims;
    const { authorization: _token, ...rest } = headers;
    const answer = await api.callAs(believed, name, {
      ...(Object.keys(params).length > 0 && { params }),
      ...(searchParams.size > 0 && { query: Object.fromEntries(searchParams) }),
      ...(body !== '' && { raw: { body } }),
      headers: rest,
    });
    return { status: answer.status, headers: answer.headers, body: answer.text };
  };

  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const found = await reply(request);
      if (found !== 'hang') response.writeHead(found.status, found.headers).end(found.body);
    };
    answer().catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    served,
    faults,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

const routeOf = (method: string, pathname: string) => {
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    const pattern = new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(pathname);
    if (match && route.method === method) return { name, route, params: { ...match.groups } };
  }
  return undefined;
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/** As the gateway hands them over: every claim as text. */
const claimsOf = (authorization: string): Record<string, string> | undefined => {
  const [, payload] = authorization.split('.');
  if (!payload) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));
};
