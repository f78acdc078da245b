import type { Local } from './runtime/start-local.ts';
import { toWebSocket } from './template/name-resources.ts';

export interface WelcomeProps {
  local: Local;
  /** As the reader would type it. */
  stateFolder: string;
  seconds: number;
  watches: boolean;
  write: (text: string) => void;
}

/** What the reader needs once everything runs: addresses, and what to try next. */
export function printWelcome({ local, stateFolder, seconds, watches, write }: WelcomeProps): void {
  const { endpoints, outputs } = local;
  write(
    [
      '',
      `Ready after ${seconds.toFixed(1)} s.`,
      '',
      ...(outputs['DashboardUrl']
        ? [`  Dashboard      ${outputs['DashboardUrl']}    open it to see your devices`, '']
        : []),
      `  HTTP API       ${endpoints.api}`,
      `  Cognito        ${endpoints.cognito}`,
      `  DynamoDB       ${endpoints.dynamodb}`,
      `  SQS            ${endpoints.sqs}`,
      `  SNS and push   ${endpoints.sns}${outputs['PushEndpoint'] ? '    open it to see what the phones would get' : ''}`,
      `  Mail           ${endpoints.mail}    open it to read the mails`,
      `  WebSocket API  ${toWebSocket(endpoints.connections)}`,
      `  Secrets        ${endpoints.secrets}`,
      '',
      `  Outputs of the stack: ${stateFolder}/outputs.json    Logs: ${stateFolder}/functions.log, ${stateFolder}/access.log`,
      ...(outputs['DemoEmail']
        ? [
            '',
            `  Demo account: ${outputs['DemoEmail']}, password ${outputs['DemoPassword']}`,
            '',
            '  Try next, each in a terminal of its own:',
            '    npm run device -- --name "Work laptop" --connect',
            '                                              signs in as a laptop, and stays',
            '    npm run devices -- list                   shows every device of the account',
            '    npm run devices -- sign-out "Work laptop" --reason lost',
            '                                              and watch the laptop be refused',
            '    npm run reviews -- --now                  mails the monthly review, once: open Mail, follow its link',
          ]
        : []),
      ...(watches ? ['  Changes of functions/, shared/ and web/ are taken over.'] : []),
      '',
      '  Ctrl-C ends it; what was done is there again at the next start.',
      '',
      '',
    ].join('\n'),
  );
}
