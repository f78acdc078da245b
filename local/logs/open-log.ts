import { appendFileSync, renameSync, statSync } from 'node:fs';

/** A file of lines that does not grow without end: at its limit it becomes `<path>.1`, and a new one begins. */
export interface Log {
  write(line: string): void;
  close(): void;
}

const flushMs = 100;
const bytesMaxDefault = 10 * 1024 * 1024;

export function openLog(path: string, bytesMax = bytesMaxDefault): Log {
  let size = sizeOf(path);
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === '') return;
    if (size > bytesMax) {
      renameSync(path, `${path}.1`);
      size = 0;
    }
    appendFileSync(path, waiting, { mode: 0o600 });
    size += Buffer.byteLength(waiting);
    waiting = '';
  }

  return {
    write(line) {
      waiting += `${line}\n`;
      if (waiting.length > 64 * 1024) flush();
      else timer ??= setTimeout(flush, flushMs);
    },
    close: flush,
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
