import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '../logs/open-log.ts';
import type { Handled } from './gateway-answer.ts';
import { makeRequestHandler, type RequestHandlerProps } from './handle-request.ts';
import { makeAccessLine } from './make-access-line.ts';
import { gatewayTime } from './make-event.ts';
import { makeRequestId } from './make-request-id.ts';

export interface Gateway {
  endpoint: string;
  /** Take no new requests, finish those under way, and end. */
  close(): Promise<void>;
}

export interface GatewayProps extends RequestHandlerProps {
  port: number;
  accessLog: Log;
}

/** Beyond API Gateway's own limit, so that its answer and not Node's is given. */
const parserBytesMax = 64 * 1024;

/** Start the HTTP API on loopback. */
export async function startGateway(props: GatewayProps): Promise<Gateway> {
  const handle = makeRequestHandler(props);
  const accessLine = makeAccessLine(props.api.accessLogFormat);
  let closing = false;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const time = new Date();
    const requestId = makeRequestId();
    const handled = await handle(request, requestId, time);
    if (handled === 'aborted') return;
    const bytes = send(response, handled, requestId, closing);
    props.accessLog.write(
      accessLine({
        requestId,
        extendedRequestId: requestId,
        requestTime: gatewayTime(time),
        requestTimeEpoch: time.getTime(),
        httpMethod: request.method,
        protocol: `HTTP/${request.httpVersion}`,
        apiId: props.api.id,
        stage: '$default',
        'identity.sourceIp': request.socket.remoteAddress,
        'identity.userAgent': request.headers['user-agent'],
        status: handled.status,
        responseLength: bytes,
        responseLatency: Date.now() - time.getTime(),
        ...handled.access,
      }),
    );
  }

  const server = createServer(
    { maxHeaderSize: parserBytesMax, keepAliveTimeout: 75_000, noDelay: true },
    (request, response) => {
      serve(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    },
  );
  server.on('clientError', refuseMalformed);
  server.listen(props.port, '127.0.0.1');
  await once(server, 'listening');

  return {
    endpoint: `http://127.0.0.1:${props.port}`,
    async close() {
      closing = true;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, handled: Handled, requestId: string, closing: boolean): number {
  const bytes = Buffer.byteLength(handled.body);
  const noBody = handled.status === 204 || handled.status === 304;
  const headers: Record<string, string | string[]> = {
    ...handled.headers,
    ...(!noBody && { 'content-length': String(bytes) }),
    'apigw-requestid': requestId,
    ...(handled.cookies && handled.cookies.length > 0 && { 'set-cookie': handled.cookies }),
    ...(closing && { connection: 'close' }),
  };
  if (noBody) delete headers['content-type'];
  response.writeHead(handled.status, headers);
  response.end(noBody || response.req.method === 'HEAD' ? undefined : handled.body);
  return bytes;
}

/** Not HTTP, or a header beyond all measure: there is no request to answer by the usual way. */
function refuseMalformed(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const body = JSON.stringify({ message: STATUS_CODES[status] });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}
