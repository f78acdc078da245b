import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Latency } from '../measure/latency.ts';

/** A guarded request without its read. */
export interface StackTimes {
  /** The guard alone: from the principal to its decision. */
  guard: Latency;
  /** The whole of a check-in but its log line. */
  withoutLog: Latency;
  /** The whole of a check-in: principal, guard, contract, handler, answer, log line. */
  whole: Latency;
}

const msMax = 120_000;

/** Measures a guarded request in a process of its own, with a store whose read is there at once. */
export function stackTimes(calls: number, signal: AbortSignal): Promise<StackTimes> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'stack-process.ts'), [String(calls)], {
      execArgv: ['--no-warnings'],
      // Its log lines are made and written, to nowhere.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      timeout: msMax,
      signal,
    });
    child.on('message', (found: StackTimes) => resolve(found));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the guard was not measured (exit ${code})`)));
  });
}
