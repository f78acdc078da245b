import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { dashboardFolder } from '../../web/build.ts';
import { household } from './fake-account.ts';
import { answerCall, noteSignOut, problem } from './fake-api.ts';
import type { FakeAnswer, FakeApi } from './fake-api.ts';
import { answerLink, fakeReviews } from './fake-review.ts';

export interface ServedDashboard extends FakeApi {
  url: string;
  close: () => Promise<void>;
}

/** As it is deployed: whatever this refuses, the deployed page must not need. */
const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The built dashboard with a fake of what stands behind it. */
export const serveDashboard = async (port = 0): Promise<ServedDashboard> => {
  const api: FakeApi = {
    account: household(),
    reviews: fakeReviews(),
    faults: { down: false, delay: 0 },
    session: { live: true, recent: true },
    changes: [],
    reviewed: [],
    deviceAnswers: true,
  };
  const server = createServer((request, response) => void serve(api, request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: given } = server.address() as AddressInfo;
  return Object.assign(api, {
    url: `http://127.0.0.1:${given}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
};

const serve = async (api: FakeApi, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const send = ({ status, body, headers }: FakeAnswer): void => {
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...securityHeaders, ...headers });
    response.end(body && JSON.stringify(body));
  };

  if (pathname === '/web/sign-in') {
    api.session.live = true;
    api.session.recent = true;
    return send({ status: 302, headers: { location: searchParams.get('returnTo') ?? '/' } });
  }
  if (pathname.startsWith('/web/')) {
    if (api.faults.down) return void response.destroy();
    if (request.headers['x-requested-with'] !== 'remote-sign-out') return send(problem(403, 'cross-site-request'));
    const body = await readBody(request);
    if (api.faults.delay > 0) await new Promise((resolve) => setTimeout(resolve, api.faults.delay));
    if (pathname === '/web/sign-out') {
      api.session.live = false;
      return send({ status: 204 });
    }
    if (pathname === '/web/review' || pathname === '/web/unsubscribe') {
      const { method = 'GET', headers } = request;
      const call = { method, pathname, authorization: headers.authorization ?? '', body };
      return send(answerLink(api, call, (device) => noteSignOut(api, device, null)));
    }
    const path = pathname.replace('/web/api', '');
    return send(answerCall(api, { method: request.method ?? 'GET', path, query: searchParams, body }));
  }
  const file = extname(pathname) === '' ? 'index.html' : pathname.slice(1);
  try {
    const content = readFileSync(join(dashboardFolder, file));
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain', ...securityHeaders });
    response.end(content);
  } catch {
    send(problem(404, 'not-found'));
  }
};

const readBody = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
};
