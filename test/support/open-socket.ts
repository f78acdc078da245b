import { once } from 'node:events';
import { WebSocket } from 'ws';

export type TestSocket = Awaited<ReturnType<typeof openSocket>>;

/** An open WebSocket. @throws with the status, where the handshake is refused */
export const openSocket = async (url: string) => {
  const socket = new WebSocket(url);
  const received: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  // Text frames come as one buffer each.
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString());
    const taker = waiting.shift();
    if (taker) taker(message);
    else received.push(message);
  });
  const closed = once(socket, 'close');
  await Promise.race([
    once(socket, 'open'),
    once(socket, 'unexpected-response').then(([, response]: unknown[]) => {
      throw new Error(`refused with ${(response as { statusCode: number }).statusCode}`);
    }),
  ]);
  return {
    send: (message: unknown) => socket.send(JSON.stringify(message)),
    /** The next message, as JSON. */
    message: async (): Promise<unknown> =>
      received.length > 0 ? received.shift() : new Promise((resolve) => void waiting.push(resolve)),
    closed: async (): Promise<void> => {
      await closed;
    },
    close: () => socket.terminate(),
  };
};
