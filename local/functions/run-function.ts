import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { FunctionSpec } from '../template/stack.ts';
import type { InvocationError } from './protocol.ts';
import { type FunctionThread, startThread } from './function-thread.ts';
import { sameFiles } from './same-files.ts';

export type Invocation =
  | { kind: 'answered'; payload: string }
  | { kind: 'failed'; error: InvocationError }
  | { kind: 'timed-out' };

export interface RunningFunction {
  readonly name: string;
  readonly timeoutMs: number;
  /** Never rejects: whatever goes wrong in the function is a kind of `Invocation`. */
  invoke(eventJson: string): Promise<Invocation>;
  /** Load the code, so that the first invocation need not wait; rejects when it cannot be loaded. */
  warm(): Promise<void>;
  /** Run other code from now on. What is under way ends in the old one. */
  replaceCode(folder: string): Promise<void>;
  /** End its thread in the middle of whatever it does, as if Lambda had lost the machine. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface RunFunctionProps {
  spec: FunctionSpec;
  folder: string;
  environment: Record<string, string>;
  /** A line that the function wrote, or that Lambda would have written about it. */
  log: (line: string) => void;
}

/**
 * Run a function as Lambda would, in a thread of its own. Unlike in Lambda its invocations may overlap in that thread:
 * a machine for each at a time would take too much memory here. So state kept in a module between two awaits is shared
 * locally and not in AWS; and a crash takes with it all that was under way.
 */
export function runFunction({ spec, folder: firstFolder, environment, log }: RunFunctionProps): RunningFunction {
  let folder = firstFolder;
  let current: FunctionThread | undefined;
  const retiring = new Set<FunctionThread>();

  const start = (codeFolder: string): FunctionThread => {
    const { handler, name, arn, memoryMb } = spec;
    const boot = { folder: codeFolder, handler, functionName: name, functionArn: arn, memoryMb };
    const thread: FunctionThread = startThread(boot, { ...environment, LAMBDA_TASK_ROOT: codeFolder }, log, () => {
      if (current === thread) current = undefined;
      retiring.delete(thread);
    });
    return thread;
  };

  /** It gets nothing new, and ends once nothing is under way in it. */
  const retire = (thread: FunctionThread): void => {
    if (current === thread) current = undefined;
    retiring.add(thread);
    void thread.endWhenIdle();
  };

  return {
    name: spec.name,
    timeoutMs: spec.timeoutMs,

    async invoke(eventJson) {
      const thread = (current ??= start(folder));
      const requestId = randomUUID();
      const result = await thread.invoke(requestId, eventJson, spec.timeoutMs);
      if (result.kind === 'failed') log(JSON.stringify({ level: 'ERROR', requestId, ...result.error }));
      if (result.kind === 'timed-out') {
        const errorMessage = `Task timed out after ${(spec.timeoutMs / 1000).toFixed(2)} seconds`;
        log(JSON.stringify({ level: 'ERROR', requestId, errorType: 'Sandbox.Timedout', errorMessage }));
        retire(thread);
      }
      return result;
    },

    async warm() {
      await (current ??= start(folder)).ready;
    },

    async replaceCode(newFolder) {
      if (newFolder === folder) return;
      if (existsSync(newFolder) && sameFiles(folder, newFolder)) {
        // The next thread starts from there: the older build may be cleared away.
        folder = newFolder;
        return;
      }
      const next = start(newFolder);
      await next.ready;
      folder = newFolder;
      if (current !== undefined) retire(current);
      current = next;
    },

    async kill() {
      const thread = current;
      current = undefined;
      await thread?.end();
    },

    async close() {
      await Promise.all([...retiring, ...(current ? [current] : [])].map((thread) => thread.end()));
    },
  };
}
