import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from './fixture/call.ts';
import { type Fixture, startFixture } from './fixture/start-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.close());

const ask = (what: string) => call(`${fixture.local.endpoints.api}/open?do=${what}`);
const failed = { status: 500, text: '{"message":"Internal Server Error"}' };

test('a function sees the environment of the template and of Lambda, and nothing of ours', async () => {
  const environment = (await ask('environment')).json();
  expect(environment).toMatchObject({
    TABLE_NAME: 'fixture-Table',
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'fixture-Echo',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_ENDPOINT_URL_DYNAMODB: fixture.local.endpoints.dynamodb,
  });
  expect(environment.PATH).toBeUndefined();
  // A service without a local part is nowhere, and not in AWS.
  expect(environment.AWS_ENDPOINT_URL).toBe('http://127.0.0.1:9');
});

test('a function has the context of an invocation', async () => {
  const context = (await ask('context')).json();
  expect(context).toMatchObject({ functionName: 'fixture-Echo', functionVersion: '$LATEST', memoryLimitInMB: '256' });
  expect(context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(context.remaining).toBeGreaterThan(500);
  expect(context.remaining).toBeLessThanOrEqual(1000);
});

test.each(['throw', 'exit', 'crash', 'hang', 'spin'])(
  'a function that does not answer (%s) is a fixed 500, and the next request is served',
  async (what) => {
    expect(await ask(what)).toMatchObject(failed);
    expect(await ask('log')).toMatchObject({ status: 204 });
  },
);

test('a function that hangs takes no other invocation with it', async () => {
  const hanging = ask('hang');
  await sleep(700);
  // Under way when the time of the first one is over.
  const waiting = ask('wait');
  expect(await hanging).toMatchObject(failed);
  expect(await waiting).toMatchObject({ status: 200, text: 'waited' });
});

test('what a function logs reaches the log file and whoever listens, and so does its end', async () => {
  await ask('log');
  await ask('throw');
  await sleep(300);
  expect(fixture.lines).toContainEqual({ functionName: 'Echo', line: 'a line of the function' });
  expect(fixture.lines.map(({ line }) => line).join('\n')).toMatch(/"errorType":"TypeError","errorMessage":"as asked"/);
  const log = readFileSync(join(fixture.folder, 'state', 'functions.log'), 'utf8');
  expect(log).toMatch(/^\d{4}-\S+Z Echo a line of the function$/m);
});

test('a function whose thread is lost is served by a fresh one', async () => {
  await ask('log');
  await fixture.local.killFunction('Echo');
  expect(await ask('log')).toMatchObject({ status: 204 });
});

test('new code is taken over without dropping what is under way', async () => {
  const { codeFolders, ...build } = fixture.build;
  const waiting = ask('wait');
  await sleep(100);
  await fixture.local.useBuild({ ...build, codeFolders: { ...codeFolders, Echo: fixture.otherCode } });
  expect(await waiting).toMatchObject({ status: 200, text: 'waited' });
  expect(await ask('anything')).toMatchObject({ status: 200, text: 'other code' });
});

test('code that cannot be loaded is not taken over', async () => {
  const { codeFolders, ...build } = fixture.build;
  const broken = { ...build, codeFolders: { ...codeFolders, Echo: '/nowhere' } };
  await expect(fixture.local.useBuild(broken)).rejects.toThrow('/nowhere');
  expect(await ask('anything')).toMatchObject({ status: 200, text: 'other code' });
});

test('closing finishes what is under way', async () => {
  const other = await startFixture();
  const waiting = call(`${other.local.endpoints.api}/open?do=wait`);
  await sleep(200);
  await other.close();
  expect(await waiting).toMatchObject({ status: 200, text: 'waited', headers: { connection: 'close' } });
});

test('an endpoint in the environment replaces the part that would be started', async () => {
  const { dynamodb, cognito, sqs } = fixture.local.endpoints;
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito,
    AWS_ENDPOINT_URL: sqs,
  };
  const other = await startFixture({}, { environment });
  try {
    expect(other.local.endpoints).toMatchObject({ dynamodb, cognito, sqs });
    expect(other.local.outputs).toMatchObject({
      DynamoDbEndpoint: dynamodb,
      CognitoEndpoint: cognito,
      SqsEndpoint: sqs,
    });
    const seen = (await call(`${other.local.endpoints.api}/open?do=environment`)).json();
    expect(seen).toMatchObject({ AWS_ENDPOINT_URL_DYNAMODB: dynamodb });
  } finally {
    await other.close();
  }
});
