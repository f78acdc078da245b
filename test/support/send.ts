import { Agent, request } from 'node:http';

export interface Sent {
  method: string;
  /** With its query, sent as it is. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer | undefined;
}

export interface Received {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request over the wire, as it is given: nothing is encoded, added or followed. */
export const send = (endpoint: string, { method, path, headers = {}, body }: Sent): Promise<Received> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request({ hostname, port, method, path, agent, headers: { ...length, ...headers } });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const entries = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(entries) as Record<string, string>,
          text: Buffer.concat(chunks).toString(),
        });
      });
    });
    outgoing.end(body);
  });

/** The connections that are kept for the next request; a test that is done leaves none behind. */
export const endConnections = (): void => agent.destroy();
