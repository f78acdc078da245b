import { CallFailedError } from './commands/call-failed-error.ts';
import { commandHelp, devicesHelp } from './commands/devices-help.ts';
import { parseCommand } from './commands/parse-command.ts';
import { runCommand } from './commands/run-command.ts';
import { explain } from './terminal/explain.ts';
import { paintFor } from './terminal/paint.ts';

const { stdout, stderr } = process;
const write = (text: string): void => void stdout.write(`${text}\n`);
const paint = paintFor(stderr);
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());

let asJson = false;
try {
  const parsed = parseCommand(process.argv.slice(2));
  if (parsed.kind === 'help') {
    write(parsed.command ? commandHelp(parsed.command) : devicesHelp());
  } else {
    asJson = parsed.options.json;
    await runCommand(parsed.run, parsed.options, {
      paint: paintFor(stdout),
      write,
      say: (text) => void stderr.write(`${paint.dim(`· ${text}`)}\n`),
      signal: interruption.signal,
    });
  }
} catch (error) {
  if (!interruption.signal.aborted) fail(error);
  else process.exitCode = 130;
}

function fail(error: unknown): void {
  const failed = error instanceof CallFailedError ? error : explain(error, 'npm run devices -- --help');
  const problem = error instanceof CallFailedError ? error.problem : undefined;
  stderr.write(
    `${asJson && problem ? JSON.stringify(problem, undefined, 2) : `${paint.bad('✗')} ${failed.message}`}\n`,
  );
  process.exitCode = failed.exitCode;
}
