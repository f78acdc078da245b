import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const msMax = 20_000;

const script = `
const started = performance.now();
const { handler } = require(process.argv[1]);
const ms = performance.now() - started;
if (typeof handler !== 'function') throw new Error('no handler');
process.stdout.write(String(ms));
`;

/** How long a fresh process takes to load a bundle and what it makes at its start, in milliseconds. */
export async function importTime(folder: string, env: Record<string, string>, signal: AbortSignal): Promise<number> {
  const { stdout } = await run(process.execPath, ['--no-warnings', '-e', script, join(folder, 'index.js')], {
    // Exactly what the function has: whatever it does not declare is missing here, too.
    env,
    timeout: msMax,
    signal,
  });
  return Number(stdout);
}
