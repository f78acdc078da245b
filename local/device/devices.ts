import { runCommandLine } from './commands/run-command-line.ts';
import { paintFor } from './terminal/paint.ts';

const { stdout, stderr } = process;
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());

try {
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outPaint: paintFor(stdout),
    errPaint: paintFor(stderr),
    signal: interruption.signal,
  });
} catch (error) {
  if (!interruption.signal.aborted) throw error;
  // As a shell says it: ended by SIGINT.
  process.exitCode = 130;
}
