import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/**
 * The code of function-worker.ts as plain JavaScript. Its types are taken off here, once: each thread would load the
 * compiler for it, which takes 25 MB and 100 ms.
 */
export const workerCode = new URL(
  `data:text/javascript,${encodeURIComponent(plainJavaScript(new URL('function-worker.ts', import.meta.url)))}`,
);

function plainJavaScript(file: URL): string {
  const emitWarning = process.emitWarning.bind(process);
  // Node calls it experimental, and would say so as the first thing that a reader sees. It runs all of our code so.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(readFileSync(file, 'utf8'));
  } finally {
    process.emitWarning = emitWarning;
  }
}
