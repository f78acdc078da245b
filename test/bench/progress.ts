import { clearLine, cursorTo } from 'node:readline';

/** Says what is being done: on a terminal in one line that changes, elsewhere in a line now and then. */
export interface Progress {
  /** What is being done now. */
  step(title: string): void;
  /** How far the step is. */
  at(done: number, of: number): void;
  /** Makes room for what is to stay on the screen. */
  clear(): void;
}

const screenMsMin = 100;
const lineMsMin = 5000;

export function makeProgress(output: NodeJS.WriteStream): Progress {
  let title = '';
  let shownAt = -Infinity;

  function clear(): void {
    if (!output.isTTY) return;
    cursorTo(output, 0);
    clearLine(output, 0);
  }
  function show(text: string): void {
    shownAt = performance.now();
    clear();
    output.write(output.isTTY ? text.slice(0, Math.max(20, output.columns - 1)) : `${text}\n`);
  }
  return {
    step(newTitle) {
      title = newTitle;
      show(`… ${title}`);
    },
    at(done, of) {
      const patience = output.isTTY ? screenMsMin : lineMsMin;
      if (performance.now() - shownAt < patience) return;
      show(`… ${title}: ${done.toLocaleString('en')} of ${of.toLocaleString('en')}`);
    },
    clear,
  };
}
