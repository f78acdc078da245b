import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Nobody can answer. */
export class InputEndedError extends Error {
  override name = 'InputEndedError';
}

export interface AskOptions {
  /** Not shown while it is typed. */
  secret?: boolean;
  signal: AbortSignal;
}

/**
 * Asks the person at the terminal for a line. The question goes to standard error, so that it shows when the output
 * is piped away.
 *
 * @throws the signal's reason when interrupted; InputEndedError at the end of the input
 */
export async function ask(question: string, { secret = false, signal }: AskOptions): Promise<string> {
  const { stdin, stderr } = process;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const isTerminal = stdin.isTTY;
  const lines = createInterface({ input: stdin, output: secret ? nowhere : stderr, terminal: isTerminal });
  // In raw mode Ctrl-C is a key like any other.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new AbortController();
  lines.on('close', () => ended.abort(new InputEndedError('There is nobody to ask: the input has ended.')));
  if (secret) stderr.write(question);
  try {
    const answer = await lines.question(secret ? '' : question, { signal: AbortSignal.any([signal, ended.signal]) });
    if (secret) stderr.write('\n');
    return answer;
  } catch (error) {
    stderr.write('\n');
    signal.throwIfAborted();
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    lines.close();
  }
}
