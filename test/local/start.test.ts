import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineBinary } from '../../local/dynamodb/engine-binary.ts';
import { assertPortsFree, partNames, portsFrom } from '../../local/runtime/parts.ts';
import { until } from './fixture/table.ts';

const root = join(import.meta.dirname, '..', '..');
let state: string;
let port: number;
let started: Run[] = [];

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), 'local-start-'));
  port = await freePortsInARow();
  started = [];
});
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  rmSync(state, { recursive: true, force: true });
});

interface Run {
  child: ChildProcess;
  /** Everything it said so far. */
  said: () => string;
  ended: Promise<number | null>;
}

function run(...flags: string[]): Run {
  const child = spawn(
    process.execPath,
    [join(root, 'local', 'start.ts'), `--state=${state}`, `--port=${port}`, ...flags],
    {
      cwd: root,
      env: { PATH: process.env['PATH'] },
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const started_: Run = { child, said: () => said, ended: once(child, 'close').then(() => child.exitCode) };
  started.push(started_);
  return started_;
}

async function ready(one: Run): Promise<Run> {
  // Dozens of functions load their code, perhaps on a machine that has much else to do.
  const deadline = Date.now() + 90_000;
  while (!one.said().includes('Ready') && one.child.exitCode === null && Date.now() < deadline) {
    await until(() => one.said().includes('Ready') || one.child.exitCode !== null);
  }
  expect(one.said()).toContain('Ready');
  return one;
}

const processes = (): string => {
  // Ours are found by the state folder in their arguments.
  const all = execFileSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(state) && !line.startsWith('Z')).join('\n');
};

async function freePortsInARow(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const taken = await assertPortsFree(portsFrom(first), partNames).catch((error: unknown) => error);
    if (taken === undefined) return first;
  }
}

const outputs = () => JSON.parse(readFileSync(join(state, 'outputs.json'), 'utf8'));

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it and leaves no process behind', async (signal) => {
  const one = await ready(run());
  expect(processes()).toContain('dynoxide');
  one.child.kill(signal);
  expect(await one.ended).toBe(0);
  await until(() => processes() === '');
  expect(processes()).toBe('');
});

test('after a kill -9 nothing lingers, and the next start has everything again', async () => {
  const one = await ready(run());
  const before = outputs();
  one.child.kill('SIGKILL');
  await one.ended;
  await until(() => processes() === '');
  expect(processes()).toBe('');
  await ready(run());
  expect(outputs()).toEqual(before);
});

test('the outputs are those of the stack, with the addresses of this machine', async () => {
  await ready(run());
  expect(outputs()).toMatchObject({
    ApiUrl: expect.stringContaining(`http://127.0.0.1:${port}`),
    UserPoolId: 'us-east-1_Local0001',
    AppClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
    SessionsTableName: expect.any(String),
    Region: 'us-east-1',
    CognitoEndpoint: `http://127.0.0.1:${port + 1}`,
    DynamoDbEndpoint: `http://127.0.0.1:${port + 2}`,
    SqsEndpoint: `http://127.0.0.1:${port + 3}`,
    SnsEndpoint: `http://127.0.0.1:${port + 4}`,
    PushEndpoint: `http://127.0.0.1:${port + 4}`,
    MailEndpoint: `http://127.0.0.1:${port + 5}`,
    ConnectionsEndpoint: `http://127.0.0.1:${port + 6}`,
    SecretsEndpoint: `http://127.0.0.1:${port + 7}`,
  });
});

test('a port that is taken is named, with what it was wanted for and what to do', async () => {
  const other = createServer().listen(port + 2, '127.0.0.1');
  await once(other, 'listening');
  try {
    const one = run();
    expect(await one.ended).toBe(1);
    expect(one.said()).toContain(`${port + 2}, wanted for DynamoDB`);
    expect(one.said()).toContain(`npm start -- --port ${port + 1000}`);
    expect(one.said()).not.toContain('    at ');
  } finally {
    other.close();
  }
});

test('a second run on the same state is told who has it', async () => {
  const one = await ready(run());
  const second = run();
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`Another run (process ${one.child.pid}) has ${state}`);
});

test('a platform without an engine is told how to use another one', () => {
  expect(() => engineBinary({ platform: 'sunos', arch: 'x64' })).toThrow(
    /no DynamoDB engine for sunos-x64[^]*AWS_ENDPOINT_URL_DYNAMODB=http:\/\/127\.0\.0\.1:8000 npm start/,
  );
});

test.each([
  [['--prot', '5000'], "Unknown option '--prot'"],
  [['--port', '99999'], '--port is a number from 1 to 65528'],
  [['--port', 'x'], '--port is a number from 1 to 65528'],
])('wrong flags are refused with the usage: %j', async (flags, message) => {
  const one = run(...flags);
  expect(await one.ended).toBe(1);
  expect(one.said()).toContain(message);
  expect(one.said()).toContain('Usage: npm start');
});
