import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import { logMessages } from './log-messages.ts';
import type { LogCode } from './log-messages.ts';

type Fields = Record<string, string | number | boolean | null | undefined>;

/** Logs a catalogued message as one line of JSON. */
export interface Log {
  info(code: LogCode, fields?: Fields): void;
  warn(code: LogCode, fields?: Fields, error?: unknown): void;
  error(code: LogCode, fields?: Fields, error?: unknown): void;
}

/**
 * The log of a function. Of an error, only its name and where it was thrown are kept: an SDK's message may quote a
 * key, and a key holds the origin_jti.
 */
export const createLog = (service: string): Log => {
  const logger = new PowertoolsLogger({ serviceName: service });
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (code: LogCode, fields: Fields = {}, error?: unknown) => {
      logger[level](logMessages[code], { code, ...fields, ...(error !== undefined && { cause: describe(error) }) });
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
};

const describe = (error: unknown): object =>
  error instanceof Error
    ? {
        name: error.name,
        ...(error.cause !== undefined && { cause: describe(error.cause) }),
        ...(error instanceof AggregateError && { errors: error.errors.slice(0, 5).map(describe) }),
        at: framesOf(error).slice(0, 5),
      }
    : { name: typeof error };

/** Where it was thrown, without the message before it: that may have lines that look like these. */
const framesOf = ({ stack = '', message }: Error): string[] =>
  stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '));
