import { WebSocket } from 'ws';

/** An open connection. @throws where the handshake is refused */
export const connect = (url: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.once('open', () => {
      // Whatever ends it later is the measured run's affair.
      socket.off('error', reject).on('error', () => {});
      resolve(socket);
    });
    socket.once('error', reject);
  });
