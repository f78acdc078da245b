import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { closeServer } from '../runtime/close-server.ts';
import type { Fault } from '../runtime/faults.ts';
import { makePlatformOperations } from './platform-operations.ts';
import { openPushStore } from './push-store.ts';
import { readQueryParameters } from './query-parameters.ts';
import { type Answer, SnsError, snsAnswer, snsRefusal } from './sns-answer.ts';
import { makeTokenPages } from './token-pages.ts';

export interface Push {
  endpoint: string;
  close(): Promise<void>;
}

export interface PushProps {
  stateFolder: string;
  port: number;
  region: string;
  account: string;
  /** Where SNS' topics are. */
  topics: string;
  /** What SNS answers instead, while there is one. */
  fault?: () => Fault | undefined;
}

/** Twice what SNS takes, as a form needs more room than what it holds. */
const bodyBytesMax = 1024 * 1024;
const closeMsMax = 2000;

/**
 * Start SNS as the functions see it, on loopback: platform applications and their endpoints are answered here, what is
 * published to an endpoint is shown instead of sent, and every other call goes on to where the topics are.
 */
export async function startPush(props: PushProps): Promise<Push> {
  const { port, region, account } = props;
  const store = openPushStore(props.stateFolder);
  const published = new EventEmitter().setMaxListeners(0);
  const operations = makePlatformOperations({
    store,
    region,
    account,
    onMessage: ({ token }) => void published.emit(`to ${token}`),
  });
  const pages = makeTokenPages(store, published);

  async function operate(request: IncomingMessage, body: string): Promise<Answer> {
    const fault = props.fault?.();
    if (fault !== undefined) return faultAnswer(fault);
    if (request.headers.authorization === undefined) {
      throw new SnsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    }
    const form = new URLSearchParams(body);
    const action = form.get('Action') ?? '';
    const isOurs = action !== 'Publish' || form.get('TargetArn')?.includes(':endpoint/') === true;
    const operation = isOurs && Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (operation !== undefined) return snsAnswer(action, operation(readQueryParameters(form)));
    return passOn(props.topics, request, body);
  }

  async function answer(request: IncomingMessage, gone: AbortSignal): Promise<Answer> {
    const body = await readBody(request);
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (url === null) return { status: 400, headers: {}, body: '' };
    if (request.method === 'POST' && url.pathname === '/') return operate(request, body);
    return pages(request, url, gone);
  }

  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    void answer(request, gone.signal)
      .catch((error: unknown) => snsRefusal(error instanceof SnsError ? error : unavailable))
      .then(({ status, headers, body }) =>
        response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body),
      )
      .catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      const closed = closeServer(server, closeMsMax);
      published.emit('close');
      await closed;
      store.close();
    },
  };
}

const unavailable = { code: 'ServiceUnavailable', message: 'SNS cannot be reached at the moment', status: 503 };

function faultAnswer({ status, body }: Fault): Answer {
  const code = status < 500 ? 'Throttled' : 'InternalError';
  const refusal = snsRefusal({ code, message: status < 500 ? 'Rate exceeded' : 'Something went wrong', status });
  return body === undefined ? refusal : { ...refusal, body };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyBytesMax) throw new SnsError('RequestEntityTooLarge', 'Request is too large', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function passOn(endpoint: string, { headers }: IncomingMessage, body: string): Promise<Answer> {
  const { authorization = '', 'content-type': contentType = '' } = headers;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization, 'content-type': contentType },
    body,
  });
  return {
    status: response.status,
    headers: { 'content-type': response.headers.get('content-type') ?? 'text/xml' },
    body: await response.text(),
  };
}
