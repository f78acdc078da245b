import type { Local } from './runtime/start-local.ts';

export interface WelcomeProps {
  local: Local;
  seconds: number;
  watches: boolean;
  write: (text: string) => void;
}

/** What the reader needs once everything runs: addresses, and what to try next. */
export function printWelcome({ local, seconds, watches, write }: WelcomeProps): void {
  const { endpoints } = local;
  write(
    [
      '',
      `Ready after ${seconds.toFixed(1)} s.`,
      '',
      `  HTTP API   ${endpoints.api}`,
      `  Cognito    ${endpoints.cognito}`,
      `  DynamoDB   ${endpoints.dynamodb}`,
      `  SQS        ${endpoints.sqs}`,
      '',
      '  Outputs of the stack: .local/outputs.json    Logs: .local/functions.log, .local/access.log',
      ...(watches ? ['  Changes of functions/ and shared/ are taken over.'] : []),
      '',
      '  Ctrl-C ends it; what was done is there again at the next start.',
      '',
      '',
    ].join('\n'),
  );
}
