/** autocannon has no types of its own: what the bench uses of it. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Client {
    setHeaders(headers: Record<string, string>): void;
  }
  interface Result {
    errors: number;
    timeouts: number;
    non2xx: number;
    '2xx': number;
  }
  interface Instance extends EventEmitter {
    stop(): void;
  }
  interface Options {
    url: string;
    method: 'GET' | 'POST';
    connections: number;
    /** Whole seconds. */
    duration: number;
    setupClient: (client: Client) => void;
  }
  function autocannon(options: Options, done: (error: Error | null, result: Result) => void): Instance;
  export { autocannon as default };
}
