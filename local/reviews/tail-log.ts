import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** Reads what is written into a log from now on, also when it becomes `<path>.1` and a new one begins. */
export interface LogTail {
  /** The whole lines since the last time. */
  read: () => string[];
}

export const tailLog = (path: string): LogTail => {
  const now = statSync(path, { throwIfNoEntry: false });
  let file = now?.ino;
  let offset = now?.size ?? 0;
  let rest = '';

  const readFrom = (from: string): string => {
    const { text, size } = contentAfter(from, offset);
    offset = size;
    return text;
  };
  return {
    read() {
      const there = statSync(path, { throwIfNoEntry: false });
      if (there === undefined) return [];
      if (there.ino !== file) {
        if (file !== undefined) rest += readFrom(`${path}.1`);
        file = there.ino;
        offset = 0;
      }
      rest += readFrom(path);
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      return lines;
    },
  };
};

function contentAfter(path: string, offset: number): { text: string; size: number } {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.max(0, size - offset));
    const length = readSync(descriptor, buffer, 0, buffer.length, offset);
    return { text: buffer.toString('utf8', 0, length), size: offset + length };
  } finally {
    closeSync(descriptor);
  }
}
