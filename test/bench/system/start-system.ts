import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findEngine, type EngineProcess } from './find-engine.ts';
import type { Ask, FromSystem, NewUser, Started, ToSystem, Usage } from './messages.ts';

/** A local run of its own, seen from the bench. */
export interface System extends Started {
  /** Undefined where its CPU time cannot be read. */
  engine: EngineProcess | undefined;
  usage(): Promise<Usage>;
  /** What its main thread holds when the garbage is out, in bytes. */
  held(): Promise<number>;
  putUsers(users: readonly NewUser[]): Promise<void>;
  /** End the threads of a function in the middle of whatever they do. */
  killFunction(functionName: string): Promise<void>;
  /** Let a function run other code; its own again without `folder`. */
  useCode(functionName: string, folder?: string): Promise<void>;
  close(): Promise<void>;
}

const startMsMax = 60_000;
const endMsMax = 15_000;

/** What went wrong beside the requests, in any of the runs. */
export const troubles: string[] = [];

/** Start the product in a process of its own, on free ports, with a temporary state folder. */
export async function startSystem(signal: AbortSignal): Promise<System> {
  signal.throwIfAborted();
  const child = fork(join(import.meta.dirname, 'system-process.ts'), {
    execArgv: ['--no-warnings', '--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const close = (): Promise<void> => endSystem(child);
  const waiting = new Map<number, (message: Extract<FromSystem, { kind: 'answer' }>) => void>();
  let ids = 0;

  const ask = async <Value>(what: Ask): Promise<Value> => {
    signal.throwIfAborted();
    const id = (ids += 1);
    const { promise, resolve } = Promise.withResolvers<Extract<FromSystem, { kind: 'answer' }>>();
    waiting.set(id, resolve);
    child.send({ id, ask: what } satisfies ToSystem);
    const { value, error } = await promise;
    if (error !== undefined) throw new Error(error);
    return value as Value;
  };

  try {
    const started = await new Promise<Started>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`the local run was not ready after ${startMsMax / 1000} s`)),
        startMsMax,
      );
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      child.once('exit', (code) => {
        const gone = `the local run ended (exit ${code})`;
        reject(new Error(gone));
        for (const [id, answered] of waiting) answered({ kind: 'answer', id, error: gone });
      });
      child.on('message', (message: FromSystem) => {
        switch (message.kind) {
          case 'started':
            clearTimeout(late);
            resolve(message.started);
            break;
          case 'not-started':
            reject(new Error(message.message));
            break;
          case 'trouble':
            troubles.push(message.message);
            break;
          case 'answer':
            waiting.get(message.id)?.(message);
            waiting.delete(message.id);
        }
      });
    });
    return {
      ...started,
      engine: findEngine(started.endpoints.dynamodb),
      usage: () => ask<Usage>({ kind: 'usage' }),
      held: () => ask<number>({ kind: 'held' }),
      putUsers: (users) => ask({ kind: 'put-users', users }),
      killFunction: (functionName) => ask({ kind: 'kill-function', functionName }),
      useCode: (functionName, folder) =>
        ask({ kind: 'use-code', functionName, ...(folder !== undefined && { folder }) }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function endSystem(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  if (child.connected) child.send({ end: true } satisfies ToSystem);
  const late = setTimeout(() => child.kill('SIGKILL'), endMsMax);
  await gone;
  clearTimeout(late);
}
