import { parseArgs } from 'node:util';
import { partNames } from './runtime/parts.ts';

export type Flags =
  | { kind: 'run'; port: number; fresh: boolean; watch: boolean; verbose: boolean; state: string }
  | { kind: 'help' }
  | { kind: 'wrong'; message: string };

export const usage = `Usage: npm start -- [flags]

Runs the product on this machine: the dashboard and the HTTP API, Cognito, DynamoDB, SQS, SNS with push, mail, the
WebSocket API and secrets, each on a port of its own on 127.0.0.1.

  --port <number>  Port of the HTTP API (4000); the others get the seven after it, in the order above
  --fresh          Forget everything first: accounts, devices, keys
  --watch          Take over changes of functions/, shared/ and web/ while running (npm run dev)
  --verbose        Show what the functions log; it is always in .local/functions.log
  --state <folder> Where the state lies (.local)
  --help           This

In the environment:
  AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER, AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL_SNS,
  AWS_ENDPOINT_URL_SESV2, AWS_ENDPOINT_URL_SECRETS_MANAGER
                   Use another one instead of starting it here; AWS_ENDPOINT_URL for all of them
  AWS_REGION       What the local parts call their region (us-east-1)

State lies in .local/ and survives restarts. The outputs of the stack are in .local/outputs.json.
`;

const portMax = 65_535 - (partNames.length - 1);

/** Read the flags of `npm start`. */
export function readFlags(args: string[]): Flags {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '4000' },
        fresh: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        state: { type: 'string', default: '.local' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > portMax) {
      return { kind: 'wrong', message: `--port is a number from 1 to ${portMax}, not "${values.port}"` };
    }
    const { fresh, watch, verbose, state } = values;
    return { kind: 'run', port, fresh, watch, verbose, state };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}
