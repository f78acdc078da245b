import { exitCodes } from '../terminal/exit-codes.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { explain } from '../terminal/explain.ts';
import type { Paint } from '../terminal/paint.ts';
import { CallFailedError } from './call-failed-error.ts';
import { commandHelp, devicesHelp } from './devices-help.ts';
import { parseCommand } from './parse-command.ts';
import { runCommand } from './run-command.ts';

/** Where a command writes: its answer to `out`, and to `err` what happens on the way and what went wrong. */
export interface CommandStreams {
  out: (text: string) => void;
  err: (text: string) => void;
  outPaint: Paint;
  errPaint: Paint;
  signal: AbortSignal;
}

/**
 * Does what a command line says, from reading it to the exit code.
 *
 * @throws the signal's reason when interrupted
 */
export async function runCommandLine(args: string[], streams: CommandStreams): Promise<ExitCode> {
  const { out, err, outPaint, errPaint, signal } = streams;
  let asJson = false;
  try {
    const parsed = parseCommand(args);
    if (parsed.kind === 'help') {
      out(`${parsed.command ? commandHelp(parsed.command) : devicesHelp()}\n`);
      return exitCodes.done;
    }
    asJson = parsed.options.json;
    await runCommand(parsed.run, parsed.options, {
      paint: outPaint,
      write: (text) => out(`${text}\n`),
      say: (text) => err(`${errPaint.dim(`· ${text}`)}\n`),
      signal,
    });
    return exitCodes.done;
  } catch (error) {
    signal.throwIfAborted();
    const { message, exitCode, problem } =
      error instanceof CallFailedError ? error : { ...explain(error, 'npm run devices -- --help'), problem: undefined };
    err(`${asJson && problem ? JSON.stringify(problem, undefined, 2) : `${errPaint.bad('✗')} ${message}`}\n`);
    return exitCode;
  }
}
