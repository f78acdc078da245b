import { once } from 'node:events';
import type { Server } from 'node:http';

/** Lets a server end what it is answering, for so many milliseconds at most. */
export async function closeServer(server: Server, patienceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const impatient = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(impatient);
}
