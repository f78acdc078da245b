import { CredentialsFileError } from '../client/credentials-file.ts';
import { OutputsError } from '../client/read-named-outputs.ts';
import { InputEndedError } from './ask.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';

/** What to say of an error, and what to exit with: a sentence for what was foreseen, the trace for what was not. */
export const explain = (error: unknown, helpCommand: string): { message: string; exitCode: ExitCode } => {
  if (error instanceof UsageError) {
    return { message: `${error.message}\n  Help: ${helpCommand}`, exitCode: exitCodes.wrongUsage };
  }
  if ([OutputsError, CredentialsFileError, InputEndedError].some((kind) => error instanceof kind)) {
    return { message: (error as Error).message, exitCode: exitCodes.failed };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message: `This should not have happened:\n${detail}`, exitCode: exitCodes.failed };
};
