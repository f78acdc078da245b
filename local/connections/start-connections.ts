import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningFunction } from '../functions/run-function.ts';
import type { Handled } from '../gateway/gateway-answer.ts';
import { makeRequestId } from '../gateway/make-request-id.ts';
import { makeThrottle } from '../gateway/make-throttle.ts';
import { makeSignatureVerifier } from '../gateway/verify-signature.ts';
import type { Log } from '../logs/open-log.ts';
import type { AwsSettings } from '../runtime/aws-settings.ts';
import type { ConnectionsApiSpec } from '../template/stack.ts';
import { admitConnection } from './admit-connection.ts';
import { answerMessage } from './answer-message.ts';
import { closeConnection, type Connection } from './connection.ts';
import { awsLimits, type ConnectionLimits } from './connection-limits.ts';
import { makeConnectionRoutes } from './connection-routes.ts';
import { makeDispatch } from './dispatch.ts';
import { holdConnection } from './hold-connection.ts';
import type { Caller } from './make-connection-event.ts';
import { makeHandshake } from './make-handshake.ts';
import { manageConnection } from './manage-connection.ts';

export interface Connections {
  endpoint: string;
  /** How many are open. */
  count(): number;
  /** Close all with 1001, tell the functions, and end. Whoever does not answer is waited for a second. */
  close(): Promise<void>;
}

export interface ConnectionsProps {
  port: number;
  api: ConnectionsApiSpec;
  /** Who signs with these may post to connections. */
  aws: AwsSettings;
  functions: ReadonlyMap<string, RunningFunction>;
  accessLog: Log;
  limits?: Partial<ConnectionLimits>;
}

/** Start the WebSocket API on loopback, with the management API of its connections on the same port. */
export async function startConnections(props: ConnectionsProps): Promise<Connections> {
  const { api, port } = props;
  const { stage } = api;
  const limits = { ...awsLimits, ...props.limits };
  const end = new AbortController();
  const routes = makeConnectionRoutes(api, props.functions);
  const stageAllows = makeThrottle(api.throttle);
  const dispatch = makeDispatch(api, props.accessLog, end.signal);
  const verifySignature = makeSignatureVerifier(props.aws);
  const open = new Map<string, Connection>();
  const farewells = new Set<Promise<unknown>>();
  let closing = false;

  const sayFarewell = async (caller: Caller, code: number, reason: string): Promise<void> => {
    if (routes.disconnect === undefined) return;
    const farewell = dispatch(routes.disconnect, caller, { eventType: 'DISCONNECT', code, reason });
    farewells.add(farewell);
    await farewell;
    farewells.delete(farewell);
  };
  const handshake = makeHandshake({
    messageBytesMax: limits.messageBytesMax,
    admit: (request) => admitConnection(request, { stage, connect: routes.connect, stageAllows, dispatch }),
    onOpen(caller, webSocket, stream) {
      const connection = holdConnection({
        webSocket,
        stream,
        caller,
        limits,
        onMessage: (it, text) => answerMessage(it, text, { routes, stageAllows, dispatch, limits }),
        onClosed(it, code, reason) {
          open.delete(it.connectionId);
          void sayFarewell(it, code, reason);
        },
      });
      open.set(caller.connectionId, connection);
    },
    onGone: (caller) => void sayFarewell(caller, 1006, ''),
  });

  const server = createServer({ keepAliveTimeout: 75_000, noDelay: true }, (request, response) => {
    manageConnection(request, { stage, open, limits, verifySignature })
      .then((handled) => handled === 'aborted' || send(response, handled, closing))
      .catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      });
  });
  server.on('upgrade', (request, stream, head) => handshake.shake(request, stream, head));
  server.listen({ port, host: '127.0.0.1', backlog: 4096 });
  await once(server, 'listening');

  return {
    endpoint: `http://127.0.0.1:${port}`,
    count: () => open.size,
    async close() {
      closing = true;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      handshake.stop();
      for (const connection of open.values()) closeConnection(connection, 1001, 'Going away');
      await patiently(() => open.size + handshake.waiting.size);
      for (const { socket } of open.values()) socket.terminate();
      for (const stream of handshake.waiting) stream.destroy();
      server.closeAllConnections();
      await closed;
      await patiently(() => open.size + farewells.size);
      end.abort();
    },
  };
}

/** Of ten milliseconds. Turns, not time: on a busy machine there is nothing to see before the next one. */
const turnsMax = 100;

/** Until nothing is left, as long as it gets less. */
async function patiently(left: () => number): Promise<void> {
  let before = left();
  for (let turns = 0; left() > 0 && turns < turnsMax; turns += 1) {
    await sleep(10);
    if (left() < before) turns = 0;
    before = left();
  }
}

function send(response: ServerResponse, handled: Handled, closing: boolean): void {
  response.writeHead(handled.status, {
    ...handled.headers,
    ...(handled.status !== 204 && { 'content-length': String(Buffer.byteLength(handled.body)) }),
    'x-amzn-requestid': makeRequestId(),
    ...(closing && { connection: 'close' }),
  });
  response.end(handled.body);
}
