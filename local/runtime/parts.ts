import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** The parts that listen, each on a port of its own, in the order of their ports; and what names another one instead. */
export const parts = {
  api: { title: 'HTTP API', variable: undefined },
  cognito: { title: 'Cognito', variable: 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER' },
  dynamodb: { title: 'DynamoDB', variable: 'AWS_ENDPOINT_URL_DYNAMODB' },
  sqs: { title: 'SQS', variable: 'AWS_ENDPOINT_URL_SQS' },
  sns: { title: 'SNS and push', variable: 'AWS_ENDPOINT_URL_SNS' },
  mail: { title: 'Mail', variable: 'AWS_ENDPOINT_URL_SESV2' },
  connections: { title: 'WebSocket API', variable: undefined },
  secrets: { title: 'Secrets', variable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER' },
} as const;

export type Part = keyof typeof parts;
export type Ports = Record<Part, number>;
export type Endpoints = Readonly<Record<Part, string>>;

export const partNames = [
  'api',
  'cognito',
  'dynamodb',
  'sqs',
  'sns',
  'mail',
  'connections',
  'secrets',
] as const satisfies readonly Part[];

/** A port is taken by someone else. */
export class PortTakenError extends Error {
  override name = 'PortTakenError';
}

/** The ports from `first` on. */
export const portsFrom = (first: number): Ports => byPart((_part, index) => first + index);

/** The same for each part. */
export function byPart<T>(value: (part: Part, index: number) => T): Record<Part, T> {
  const at = (part: Part): T => value(part, partNames.indexOf(part));
  return {
    api: at('api'),
    cognito: at('cognito'),
    dynamodb: at('dynamodb'),
    sqs: at('sqs'),
    sns: at('sns'),
    mail: at('mail'),
    connections: at('connections'),
    secrets: at('secrets'),
  };
}

/** Ports that nobody listens on, chosen by the system. */
export async function freePorts(): Promise<Ports> {
  // Held together until all are known, or the system would give one of them twice.
  const servers = await Promise.all(
    partNames.map(async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(
    servers.map(async (server) => {
      server.close();
      await once(server, 'close');
    }),
  );
  return byPart((_part, index) => ports[index] ?? 0);
}

/** An engine that has lost its owner ends within milliseconds; wait for it. */
const lingerMsMax = 1000;

/**
 * Make sure that nobody listens on the ports of these parts.
 *
 * @throws {PortTakenError} that says which, for what, and what to do
 */
export async function assertPortsFree(ports: Ports, wanted: readonly Part[]): Promise<void> {
  const deadline = Date.now() + lingerMsMax;
  let taken = wanted;
  for (;;) {
    const states = await Promise.all(taken.map(async (part) => [part, await isTaken(ports[part])] as const));
    taken = states.filter(([, isBusy]) => isBusy).map(([part]) => part);
    if (taken.length === 0) return;
    if (Date.now() > deadline) break;
    await sleep(50);
  }
  const list = taken.map((part) => `  ${ports[part]}, wanted for ${parts[part].title}`).join('\n');
  const [first] = taken;
  throw new PortTakenError(
    [
      `Another program listens on ${taken.length === 1 ? 'this port' : 'these ports'}:`,
      list,
      `Find it with: lsof -i :${first && ports[first]}    or choose other ports: npm start -- --port ${ports.api + 1000}`,
    ].join('\n'),
  );
}

async function isTaken(port: number): Promise<boolean> {
  // Both ways: some programs listen on all addresses, which leaves the loopback address free to bind.
  return (await answers(port)) || !(await canListen(port));
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1000 });
    const done = (is: boolean) => (): void => {
      socket.destroy();
      resolve(is);
    };
    socket.on('connect', done(true)).on('error', done(false)).on('timeout', done(true));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
