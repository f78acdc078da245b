import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

/** What the server does with a handshake: take it, or refuse it. */
type Handshake = 'take' | { status: number; headers?: Record<string, string> };

/** Stands in for the WebSocket API. Each handshake is answered as the next of `handshakes` says; then all are taken. */
export const startConnectionServer = async (handshakes: Handshake[] = []) => {
  const taken: WebSocket[] = [];
  const asked: string[] = [];
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    asked.push(request.url ?? '');
    const answer = handshakes.shift() ?? 'take';
    if (answer === 'take') {
      sockets.handleUpgrade(request, socket, head, (taking) => taken.push(taking));
      return;
    }
    const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${answer.status} Refused\r\n${headers.join('')}Content-Length: 0\r\n\r\n`);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/?ticket=t`,
    /** The connections that were taken, in order. */
    taken,
    asked,
    close: () => {
      for (const socket of taken) socket.terminate();
      http.closeAllConnections();
      http.close();
    },
  };
};
