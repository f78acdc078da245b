import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Handled, problem } from '../gateway/gateway-answer.ts';
import type { Admission } from './admit-connection.ts';
import type { Caller } from './make-connection-event.ts';

export interface Handshake {
  /** Answer an upgrade; `onOpen` is called when the connection stands. */
  shake(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** Upgrades that wait for `$connect`. */
  readonly waiting: ReadonlySet<Duplex>;
  /** Let nobody in any more. */
  stop(): void;
}

export interface HandshakeProps {
  messageBytesMax: number;
  admit: (request: IncomingMessage) => Promise<Admission>;
  onOpen: (caller: Caller, webSocket: WebSocket, stream: Duplex) => void;
  /** A function has let in someone who is gone. */
  onGone: (caller: Caller) => void;
}

/** For the other end to agree to a close. */
const closeTimeout = 10_000;

/** Make what answers upgrades: it checks that they are WebSocket handshakes, and asks whether the client may connect. */
export function makeHandshake({ messageBytesMax, admit, onOpen, onGone }: HandshakeProps): Handshake {
  const admitted = new WeakMap<IncomingMessage, { caller: Caller; protocol: string | undefined }>();
  const waiting = new Set<Duplex>();
  let stopped = false;

  /** Undefined when the client may connect. */
  async function refuse(request: IncomingMessage): Promise<Handled | undefined> {
    if (stopped) return problem(503, 'Service Unavailable');
    const { socket } = request;
    waiting.add(socket);
    const admission = await admit(request).finally(() => waiting.delete(socket));
    if (admission.kind === 'refused') return admission.refusal;
    if (stopped || !socket.writable || !socket.readable) {
      onGone(admission.caller);
      return problem(503, 'Service Unavailable');
    }
    admitted.set(request, admission);
    return undefined;
  }

  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: messageBytesMax,
    closeTimeout,
    handleProtocols: (_offered: Set<string>, request: IncomingMessage) => admitted.get(request)?.protocol ?? false,
    async verifyClient({ req }: { req: IncomingMessage }, done: Verified): Promise<void> {
      const refusal = await refuse(req).catch(() => problem(500, 'Internal server error'));
      if (refusal === undefined) done(true);
      else done(false, refusal.status, refusal.body.toString(), headersOf(refusal));
    },
  };
  const webSockets = new WebSocketServer(options);

  return {
    shake(request, stream, head) {
      webSockets.handleUpgrade(request, stream, head, (webSocket) => {
        const admission = admitted.get(request);
        if (admission !== undefined) onOpen(admission.caller, webSocket, stream);
      });
    },
    waiting,
    stop() {
      stopped = true;
    },
  };
}

type Verified = (isVerified: boolean, status?: number, body?: string, headers?: OutgoingHttpHeaders) => void;

/** ws adds a content type of its own, unless one is given by this very name. */
function headersOf({ headers: { 'content-type': type = 'text/plain', ...headers } }: Handled): OutgoingHttpHeaders {
  return { ...headers, 'Content-Type': type };
}
