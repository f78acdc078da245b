import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Invocation } from './run-function.ts';
import type { Boot, InvocationError, InvokeMessage, WorkerMessage } from './protocol.ts';
import { splitLines } from '../logs/split-lines.ts';
import { workerCode } from './worker-code.ts';

/** A thread with a function's code in it. */
export interface FunctionThread {
  /** The code is loaded; rejects when it cannot be. */
  ready: Promise<void>;
  invoke(requestId: string, eventJson: string, timeoutMs: number): Promise<Invocation>;
  endWhenIdle(): Promise<void>;
  end(): Promise<void>;
}

/** Lambda gives it 10 seconds; a machine that runs everything at once may be slower than that. */
const initMsMax = 60_000;

export function startThread(
  boot: Boot,
  env: Record<string, string>,
  log: (line: string) => void,
  onEnd: () => void,
): FunctionThread {
  const worker = new Worker(workerCode, {
    workerData: boot,
    env,
    // Not those of our own process, which may be a test runner's.
    execArgv: ['--no-warnings'],
    stdout: true,
    stderr: true,
    name: boot.functionName,
  });
  const underWay = new Map<number, (result: Invocation) => void>();
  let ids = 0;
  let loaded = false;
  let ended = false;
  let retired = false;
  // What the code did that was the end of it.
  let lastError: InvocationError | undefined;
  const ready = Promise.withResolvers<void>();
  // Whoever invokes gets the failure as an answer; nobody has to wait for `ready`.
  ready.promise.catch(() => {});
  const initTimer = setTimeout(() => fail(new Error(`not loaded after ${initMsMax / 1000} s`)), initMsMax);

  const fail = (error: Error): void => {
    lastError ??= { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
    void worker.terminate();
  };
  const settle = (id: number, result: Invocation): void => {
    const done = underWay.get(id);
    underWay.delete(id);
    done?.(result);
    if (retired && underWay.size === 0) void worker.terminate();
  };

  worker.on('message', (message: WorkerMessage) => {
    switch (message.kind) {
      case 'ready':
        clearTimeout(initTimer);
        loaded = true;
        ready.resolve();
        break;
      case 'not-ready':
        lastError = message.error;
        void worker.terminate();
        break;
      case 'answer':
        settle(message.id, { kind: 'answered', payload: message.payload });
        break;
      case 'failure':
        settle(message.id, { kind: 'failed', error: message.error });
        break;
    }
  });
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => {
    clearTimeout(initTimer);
    ended = true;
    const error = lastError ?? { errorType: 'Runtime.ExitError', errorMessage: `the code ended with exit ${code}` };
    if (lastError !== undefined) log(JSON.stringify({ level: 'ERROR', ...lastError }));
    ready.reject(new Error(`${boot.functionName}: ${error.errorMessage}`));
    onEnd();
    for (const done of underWay.values()) done({ kind: 'failed', error });
    underWay.clear();
  });
  for (const stream of [worker.stdout, worker.stderr] satisfies Readable[]) splitLines(stream, log);

  return {
    ready: ready.promise,
    invoke(requestId, event, timeoutMs) {
      if (ended) {
        const error = lastError ?? { errorType: 'Runtime.ExitError', errorMessage: 'the code has ended' };
        return Promise.resolve({ kind: 'failed', error });
      }
      const id = (ids += 1);
      return new Promise((resolve) => {
        // The time it takes to load the code is not the function's own.
        let timer: NodeJS.Timeout | undefined;
        underWay.set(id, (result) => {
          clearTimeout(timer);
          resolve(result);
        });
        const send = (): void => {
          timer = setTimeout(() => settle(id, { kind: 'timed-out' }), timeoutMs);
          const message: InvokeMessage = { id, requestId, event, deadline: Date.now() + timeoutMs };
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
          worker.postMessage(message);
        };
        if (loaded) send();
        else ready.promise.then(send, () => {});
      });
    },
    async endWhenIdle() {
      retired = true;
      if (underWay.size === 0) await worker.terminate();
    },
    async end() {
      await worker.terminate();
    },
  };
}
