import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeConnection, type Connection, isOpen } from './connection.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { Caller } from './make-connection-event.ts';
import { watchFrames } from './watch-frames.ts';

export interface HoldProps {
  webSocket: WebSocket;
  /** What it speaks over. */
  stream: Duplex;
  caller: Caller;
  limits: ConnectionLimits;
  onMessage: (connection: Connection, text: string) => Promise<void>;
  /** Once, whoever closed it. */
  onClosed: (connection: Connection, code: number, reason: string) => void;
}

/** Of one connection; a device that sends faster waits, so that it takes no memory here. */
const messagesUnderWayMax = 16;

/** Hold a connection open, within the limits, until one end closes it. */
export function holdConnection(props: HoldProps): Connection {
  const { webSocket, stream, caller, limits, onMessage, onClosed } = props;
  const connection: Connection = { ...caller, socket: webSocket, lastActiveAt: caller.connectedAt, ended: undefined };
  let underWay = 0;

  const take = async (text: string): Promise<void> => {
    underWay += 1;
    if (underWay === messagesUnderWayMax) webSocket.pause();
    try {
      await onMessage(connection, text);
    } finally {
      underWay -= 1;
      if (webSocket.isPaused) webSocket.resume();
    }
  };
  // Text always comes as a buffer.
  webSocket.on('message', (data: Buffer, isBinary) => {
    if (!isOpen(connection)) return;
    connection.lastActiveAt = Date.now();
    if (isBinary) closeConnection(connection, 1003, 'Binary frames are not supported');
    else void take(data.toString());
  });
  watchFrames(stream, limits.frameBytesMax, () => closeConnection(connection, 1009, 'Frame too large'));

  // Told before the close: what ws itself found wrong, and closes for.
  webSocket.on('error', (error: Error & { code?: string }) => {
    connection.ended ??= { code: closeCodeOf(error.code), reason: error.message };
  });

  // One timer for both limits: most connections are idle, and there are many.
  let timer: NodeJS.Timeout | undefined;
  const watchTime = (): void => {
    const end = Math.min(connection.lastActiveAt + limits.idleMsMax, connection.connectedAt + limits.ageMsMax);
    const left = end - Date.now();
    if (left <= 0) closeConnection(connection, 1001, 'Going away');
    else timer = setTimeout(watchTime, left);
  };
  watchTime();

  webSocket.on('close', (code, reason) => {
    clearTimeout(timer);
    const ended = connection.ended ?? { code, reason: reason.toString() || (closeReasons[code] ?? '') };
    onClosed(connection, ended.code, ended.reason);
  });
  return connection;
}

/** What ws closes for by itself. */
function closeCodeOf(error = ''): number {
  if (error === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 1009;
  if (error === 'WS_ERR_INVALID_UTF8') return 1007;
  return error.startsWith('WS_ERR_') ? 1002 : 1006;
}

/** What API Gateway says of it where the other end gave no reason. */
const closeReasons: Readonly<Record<number, string>> = {
  1005: 'Client-side close frame status not set',
};
