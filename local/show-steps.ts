import { Listr } from 'listr2';
import type { Step } from './runtime/start-local.ts';

/** Show the steps of the start as they go: a spinner on a terminal, a plain line for each elsewhere. */
export function showSteps(output: NodeJS.WriteStream): Step {
  return async (title, run) => {
    const started = performance.now();
    const took = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
    if (!output.isTTY) {
      const result = await run();
      output.write(`  ${title} (${took()})\n`);
      return result;
    }
    const done: { result?: Awaited<ReturnType<typeof run>> } = {};
    await new Listr<object>([
      {
        title,
        async task(_context, task) {
          done.result = await run();
          task.title = `${title} (${took()})`;
        },
      },
    ]).run();
    // Listr throws when the task does, so there is a result.
    return done.result as Awaited<ReturnType<typeof run>>;
  };
}
