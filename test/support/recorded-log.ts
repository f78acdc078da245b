import type { LogCode } from '../../shared/observability/log-messages.ts';
import type { Log } from '../../shared/observability/logger.ts';

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  code: LogCode;
  fields: Record<string, unknown>;
  error: unknown;
}

/** A log that keeps its lines, for tests that assert on their codes. */
export const recordedLog = (): Log & { lines: LogLine[] } => {
  const lines: LogLine[] = [];
  const keep =
    (level: LogLine['level']) =>
    (code: LogCode, fields: Record<string, unknown> = {}, error?: unknown) => {
      lines.push({ level, code, fields, error });
    };
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
};
