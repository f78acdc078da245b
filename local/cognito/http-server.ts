import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CognitoError, UnsupportedError } from 'cognito-local/lib/errors.js';
import { type Fault, faultAsJson } from '../runtime/faults.ts';
import type { Reply } from './reply.ts';

/** What the server serves. */
export interface Routes {
  /** POST / with X-Amz-Target. */
  operation(name: string, body: unknown, authorization: string | undefined): Promise<object>;
  /** Everything else; undefined when nothing is there. */
  page(request: PageRequest): Promise<Reply | undefined>;
  /** What every operation answers instead, while there is one. */
  fault(): Fault | undefined;
}

/** A request to one of Cognito's pages or OAuth endpoints. */
export interface PageRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  headers: { authorization: string | undefined; cookie: string | undefined };
}

const BODY_BYTES_MAX = 256 * 1024;
const JSON_TYPE = 'application/x-amz-json-1.1';
const FAULT_NAMES = { throttled: 'TooManyRequestsException', broken: 'InternalErrorException' };

/** A server over the routes that answers everything, whatever comes, and prints nothing. */
export function makeHttpServer(routes: Routes): Server {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    void answer(routes, request)
      .catch((error: unknown) => errorReply(error))
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
  });
  return server;
}

async function answer(routes: Routes, request: IncomingMessage): Promise<Reply> {
  if (request.method === 'OPTIONS') return { status: 204, body: '' };
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (url === null) throw new CognitoError('SerializationException', 'Bad request target');
  const text = await readBody(request);
  const { authorization, cookie } = request.headers;
  if (request.method === 'POST' && url.pathname === '/') {
    const fault = routes.fault();
    if (fault !== undefined) return faultAsJson(fault, FAULT_NAMES);
    const name = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    if (name === undefined) throw new CognitoError('UnknownOperationException', 'Missing or bad X-Amz-Target header');
    const result = await routes.operation(name, parseJson(text), authorization);
    return { status: 200, headers: { 'content-type': JSON_TYPE }, body: JSON.stringify(result, inSeconds) };
  }
  const reply = await routes.page({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    form: new URLSearchParams(text),
    headers: { authorization, cookie },
  });
  return reply ?? { status: 404, body: '' };
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_BYTES_MAX) chunks.push(chunk);
      // The rest is read and dropped: cutting the connection now would cut off the answer too.
      else reject(new CognitoError('RequestEntityTooLargeException', 'Request is too large'));
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CognitoError('SerializationException', 'The body is not JSON');
  }
}

/** AWS writes a time as seconds. JSON.stringify hands over what a Date made of itself, so the holder is asked. */
function inSeconds(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  return original instanceof Date ? Math.floor(original.getTime() / 1000) : value;
}

function errorReply(error: unknown): Reply {
  const [status, type, message] = errorOf(error);
  return {
    status,
    headers: { 'content-type': JSON_TYPE, 'x-amzn-errortype': type },
    body: JSON.stringify({ __type: type, message }),
  };
}

function errorOf(error: unknown): [status: number, type: string, message: string] {
  if (error instanceof CognitoError) {
    return [error.code === 'RequestEntityTooLargeException' ? 413 : 400, error.code, error.message];
  }
  if (error instanceof UnsupportedError) {
    return [400, 'UnsupportedOperationException', `Not emulated: ${error.message}`];
  }
  return [500, 'InternalErrorException', 'Something went wrong'];
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    // Any page may sign its user in here, as at Cognito. It may not send Authorization, so no administrator's
    // operation can be had from a page that a developer happens to visit.
    'access-control-allow-origin': '*',
    'access-control-allow-headers':
      'content-type, x-amz-target, x-amz-user-agent, cache-control, amz-sdk-invocation-id, amz-sdk-request',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-expose-headers': 'x-amzn-requestid, x-amzn-errortype',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-amzn-requestid': randomUUID(),
    ...(reply.status === 413 ? { connection: 'close' } : {}),
    ...reply.headers,
    'content-length': Buffer.byteLength(reply.body),
  });
  response.end(reply.body);
}
