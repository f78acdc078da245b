import { afterAll } from '@jest/globals';

/** Takes what this process would print, until the tests of the file are done. */
export const captureOutput = () => {
  let text = '';
  const streams = [process.stdout, process.stderr];
  const originals = streams.map((stream) => stream.write.bind(stream));
  for (const stream of streams) {
    stream.write = (chunk: string | Uint8Array) => {
      text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      return true;
    };
  }
  afterAll(() => {
    streams.forEach((stream, index) => {
      const original = originals[index];
      if (original) stream.write = original;
    });
  });
  return {
    /** What was printed since it was last taken. */
    taken: () => {
      const was = text;
      text = '';
      return was;
    },
  };
};
