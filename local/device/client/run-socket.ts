import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { offline } from './offline.ts';

export interface SocketProps {
  url: string;
  userAgent: string;
  signal: AbortSignal;
  onOpen: () => void;
  /** Every message but the answer to a ping. */
  onMessage: (text: string) => void;
  /** API Gateway ends a connection on which nothing was said for ten minutes. */
  pingEveryMs?: number;
}

/** How a connection ended, or that there never was one. */
export interface SocketEnd {
  opened: boolean;
  /** In words. The address is not in them: it holds the ticket. */
  why: string;
  /** Of a handshake that was refused. */
  status?: number;
  retryAfterSeconds?: number;
}

const patienceMs = 15_000;
/** An event has under 2 KB. */
const messageBytesMax = 64 * 1024;

/** Opens a WebSocket and keeps it alive until it ends. Never throws. */
export const runSocket = (props: SocketProps): Promise<SocketEnd> =>
  new Promise((resolve) => {
    const { url, userAgent, signal, onOpen, onMessage, pingEveryMs = 4 * 60_000 } = props;
    const socket = new WebSocket(url, {
      handshakeTimeout: patienceMs,
      maxPayload: messageBytesMax,
      perMessageDeflate: false,
      headers: { 'user-agent': userAgent },
    });
    let opened = false;
    let unanswered: NodeJS.Timeout | undefined;
    let pinging: NodeJS.Timeout | undefined;
    let failure: Omit<SocketEnd, 'opened'> | undefined;

    const end = (how: Omit<SocketEnd, 'opened'>): void => {
      clearInterval(pinging);
      clearTimeout(unanswered);
      signal.removeEventListener('abort', leave);
      resolve({ opened, ...how });
    };
    const leave = (): void => {
      socket.close(1000);
      // Whoever leaves does not wait for a server that does not answer.
      setTimeout(() => socket.terminate(), 500).unref();
    };
    signal.addEventListener('abort', leave);

    socket.on('open', () => {
      opened = true;
      const ping = (): void => {
        socket.send(JSON.stringify({ type: 'ping' }));
        unanswered ??= setTimeout(() => {
          failure = { why: 'nobody answered a ping' };
          socket.terminate();
        }, patienceMs);
      };
      // At once as well: what was sent to this connection before it was open is lost.
      ping();
      pinging = setInterval(ping, pingEveryMs);
      onOpen();
    });
    socket.on('message', (data) => {
      clearTimeout(unanswered);
      unanswered = undefined;
      const text = Buffer.isBuffer(data) ? data.toString() : '';
      if (!isPong(text)) onMessage(text);
    });
    socket.on('unexpected-response', (_, response) => {
      failure = refusal(response);
      socket.terminate();
    });
    // What went wrong first is the cause: to end a handshake is an error of its own.
    socket.on('error', (error) => (failure ??= { why: offline(error, new URL(url).host).detail }));
    socket.on('close', (code) => end(failure ?? { why: `the server ended it (${code})` }));
    if (signal.aborted) leave();
  });

const refusal = ({ statusCode: status = 0, headers }: IncomingMessage): Omit<SocketEnd, 'opened'> => {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  const asked = Number.isFinite(seconds) && seconds > 0 && { retryAfterSeconds: seconds };
  return { status, why: `it was refused: ${status} ${refusals[status] ?? ''}`.trim(), ...asked };
};

/** What a refused handshake means here. */
const refusals: Record<number, string | undefined> = {
  401: '(the ticket was late, or the session has ended)',
  403: '(not allowed)',
  429: '(too many connections)',
  503: '(the service cannot tell right now)',
};

const isPong = (text: string): boolean => /^\s*\{\s*"type"\s*:\s*"pong"/.test(text);
