import autocannon from 'autocannon';

export interface LoadProps {
  url: string;
  method: 'GET' | 'POST';
  /** One connection each: a connection is a device. */
  tokens: readonly string[];
  seconds: number;
  signal: AbortSignal;
}

export interface Load {
  /** Of each request, in milliseconds. */
  times: number[];
  /** How long it went on, in milliseconds. */
  ms: number;
}

/**
 * Asks again as soon as there is an answer, over a connection for each token.
 *
 * @throws where any answer was another than 2xx
 */
export async function load({ url, method, tokens, seconds, signal }: LoadProps): Promise<Load> {
  signal.throwIfAborted();
  // Its own histogram counts in whole milliseconds, which is as long as a request takes here.
  const times: number[] = [];
  let connections = 0;
  const started = performance.now();
  let last = started;
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        method,
        connections: tokens.length,
        duration: seconds,
        setupClient: (client) =>
          client.setHeaders({ authorization: `Bearer ${tokens[connections++ % tokens.length]}` }),
      },
      (error, result) => {
        signal.removeEventListener('abort', stop);
        if (error) reject(error);
        else if (result.errors + result.timeouts + result.non2xx > 0) {
          reject(new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} requests failed`));
        } else resolve();
      },
    );
    const stop = (): void => instance.stop();
    signal.addEventListener('abort', stop, { once: true });
    instance.on('response', (_client: unknown, _status: number, _bytes: number, ms: number) => {
      times.push(ms);
      last = performance.now();
    });
  });
  signal.throwIfAborted();
  return { times, ms: last - started };
}
