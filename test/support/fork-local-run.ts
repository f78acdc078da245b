import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { reachLocalRun } from './local-run.ts';

export type ForkedRun = Awaited<ReturnType<typeof forkLocalRun>>;

/** The local run in a process of its own, on a state folder that outlives it. */
export const forkLocalRun = async (stateFolder: string) => {
  const child = fork(join(import.meta.dirname, 'local-run-process.ts'), [stateFolder], {
    execArgv: ['--no-warnings'],
    // Nothing of the test runner's own.
    env: { PATH: process.env['PATH'] ?? '' },
  });
  const gone = once(child, 'exit');
  const [outputs] = (await Promise.race([
    once(child, 'message'),
    gone.then(() => Promise.reject(new Error('the local run has ended before it was ready'))),
  ])) as [Record<string, string>];
  return {
    ...reachLocalRun(outputs),
    /** With SIGKILL: it can finish nothing. */
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
};
