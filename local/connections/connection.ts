import { WebSocket } from 'ws';
import type { ConnectionLimits } from './connection-limits.ts';
import type { Caller } from './make-connection-event.ts';

/** An open connection. */
export interface Connection extends Caller {
  readonly socket: WebSocket;
  lastActiveAt: number;
  /** Why our end closed it. */
  ended: { code: number; reason: string } | undefined;
}

/** What is closing takes nothing more, and is sent nothing more. */
export const isOpen = ({ socket }: Connection): boolean => socket.readyState === WebSocket.OPEN;

/** Send text, unless too much of it already waits for the device to read. */
export function sendText(connection: Connection, text: string, limits: ConnectionLimits): 'sent' | 'full' | 'gone' {
  if (!isOpen(connection)) return 'gone';
  if (connection.socket.bufferedAmount > limits.waitingBytesMax) return 'full';
  connection.lastActiveAt = Date.now();
  // An error closes the connection, which says all there is to say.
  connection.socket.send(text, () => {});
  return 'sent';
}

/** Close it after everything that was sent before. The other end has some seconds to agree. */
export function closeConnection(connection: Connection, code: number, reason: string): void {
  if (!isOpen(connection)) return;
  connection.ended = { code, reason };
  connection.socket.close(code, reason);
  // Its answer to the close would wait behind messages that are not taken any more.
  connection.socket.resume();
}
