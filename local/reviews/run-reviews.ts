import { exitCodes } from '../device/terminal/exit-codes.ts';
import type { ExitCode } from '../device/terminal/exit-codes.ts';
import { explain } from '../device/terminal/explain.ts';
import type { Paint } from '../device/terminal/paint.ts';
import { awsFailureText } from '../redrive/aws-failure-text.ts';
import { openPlace } from '../redrive/place.ts';
import { beginRun } from './begin-run.ts';
import { listDue } from './list-due.ts';
import { previewMail } from './preview-mail.ts';
import { parseReviewsOptions, reviewsHelp } from './reviews-options.ts';

export interface ReviewsStreams {
  out: (text: string) => void;
  err: (text: string) => void;
  /** A line that the next one takes the place of; empty, it goes. */
  progress: (text: string) => void;
  paint: Paint;
}

/** How a task says what it does. */
export interface Talk extends Pick<ReviewsStreams, 'progress' | 'paint'> {
  say: (text: string) => void;
  /** What is wrong. */
  complain: (text: string) => void;
}

/** Does what a command line of `npm run reviews` says, from reading it to the exit code. */
export const runReviews = async (args: string[], { out, err, progress, paint }: ReviewsStreams): Promise<ExitCode> => {
  const complain = (text: string): void => err(`${paint.bad('✗')} ${text}\n`);
  const talk: Talk = { say: (text) => out(`${text}\n`), complain, progress, paint };
  try {
    const options = parseReviewsOptions(args);
    if (options.kind === 'help') {
      talk.say(reviewsHelp);
      return exitCodes.done;
    }
    const { outputs, stage } = options;
    const place = openPlace(outputs, stage);
    switch (options.kind) {
      case 'now':
        return (await beginRun(place, outputs, talk)) ? exitCodes.done : exitCodes.failed;
      case 'dry-run':
        await listDue(place, options.limit, talk);
        return exitCodes.done;
      case 'account':
        return (await previewMail(place, options, talk)) ? exitCodes.done : exitCodes.failed;
    }
  } catch (error) {
    progress('');
    const known = awsFailureText(error);
    const { message, exitCode } = known
      ? { message: known, exitCode: exitCodes.failed }
      : explain(error, 'npm run reviews -- --help');
    complain(message);
    return exitCode;
  }
};
