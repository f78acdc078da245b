import type { ProblemBody } from '../client/answer.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';

/** A command cannot do what was asked. The message says what is wrong and what to do next. */
export class CallFailedError extends Error {
  override name = 'CallFailedError';
  readonly exitCode: ExitCode;
  /** The API's own words, for `--json`. */
  readonly problem: ProblemBody | undefined;

  constructor(
    message: string,
    { exitCode = exitCodes.failed, problem }: { exitCode?: ExitCode; problem?: ProblemBody } = {},
  ) {
    super(message);
    this.exitCode = exitCode;
    this.problem = problem;
  }
}
