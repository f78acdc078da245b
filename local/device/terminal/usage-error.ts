import { codeOf } from '../client/code-of.ts';

/** The command line cannot be understood. The message is for the person who wrote it. */
export class UsageError extends Error {
  override name = 'UsageError';

  /** Runs a parser, in which every complaint is about the command line. */
  static from<T>(parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      const isComplaint = error instanceof RangeError || codeOf(error)?.startsWith('ERR_PARSE_ARGS');
      throw isComplaint ? new UsageError(firstSentence((error as Error).message)) : error;
    }
  }
}

/** Node adds advice on positional arguments that start with a dash, of which there are none here. */
const firstSentence = (message: string): string => message.split(/\. To specify|\n/)[0] ?? message;
