import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire, isBuiltin } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { webRoutes } from '../../shared/contracts/web-routes.ts';

const require = createRequire(import.meta.url);

const source = `
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  import middy from '@middy/core';
  const client = new DynamoDBClient({});
  export const handler = middy(async () => (await client.config.region()).length);
`;

/** A call to each service that functions use. What is answered does not matter. */
const callingAll = `
  import { ApiGatewayManagementApi } from '@aws-sdk/client-apigatewaymanagementapi';
  import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
  import { DynamoDB } from '@aws-sdk/client-dynamodb';
  import { SecretsManager } from '@aws-sdk/client-secrets-manager';
  import { SESv2 } from '@aws-sdk/client-sesv2';
  import { SNS } from '@aws-sdk/client-sns';
  import { SQS } from '@aws-sdk/client-sqs';
  export const handler = (endpoint) => {
    const config = { endpoint, region: 'eu-central-1', maxAttempts: 1 };
    return Promise.allSettled([
      new ApiGatewayManagementApi(config).deleteConnection({ ConnectionId: 'id' }),
      new CognitoIdentityProvider(config).describeUserPoolClient({ UserPoolId: 'id', ClientId: 'id' }),
      new DynamoDB(config).getItem({ TableName: 'name', Key: { pk: { S: 'key' } } }),
      new SecretsManager(config).getSecretValue({ SecretId: 'id' }),
      new SESv2(config).sendEmail({ Content: {} }),
      new SNS(config).publish({ Message: 'text' }),
      new SQS(config).sendMessage({ QueueUrl: endpoint, MessageBody: 'text' }),
    ]);
  };
`;

describe('bundling the functions', () => {
  let folder: string;
  const bundle = (outdir: string) =>
    bundleFunctions({ names: ['read-table'], source: join(folder, 'functions'), outdir: join(folder, outdir) });

  beforeAll(() => {
    // Inside the checkout, for there are the packages that the function imports.
    mkdirSync(join(import.meta.dirname, '../../.build'), { recursive: true });
    folder = mkdtempSync(join(import.meta.dirname, '../../.build/bundle-functions-test-'));
    for (const [name, code] of Object.entries({ 'read-table': source, 'call-all': callingAll })) {
      mkdirSync(join(folder, 'functions', name), { recursive: true });
      writeFileSync(join(folder, 'functions', name, 'index.ts'), code);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the same source gives the same bytes', async () => {
    await bundle('first');
    await bundle('second');
    expect(readFileSync(join(folder, 'first/read-table/index.js'))).toEqual(
      readFileSync(join(folder, 'second/read-table/index.js')),
    );
  });

  test('a bundle is CommonJS with the handler as its export, and stands by itself', async () => {
    const { functions } = await bundle('loaded');
    const loaded: unknown = require(join(functions.get('read-table')?.folder ?? '', 'index.js'));
    expect(loaded).toEqual({ handler: expect.any(Function) });
  });

  test('what is imported from outside is only what Lambda never loads', async () => {
    const { metafile } = await bundle('externals');
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    const outside = imports.filter(({ path }) => !isBuiltin(path));
    const needless = /credential-provider|event-streams/;
    expect(outside.filter(({ path }) => !needless.test(path))).toEqual([]);
    expect(outside.filter(({ kind }) => kind !== 'dynamic-import')).toEqual([]);
  });

  test('every client works without what was left out, with credentials as Lambda gives them', async () => {
    // No package is found from here.
    const outdir = mkdtempSync(join(tmpdir(), 'remote-sign-out-bundle-'));
    const services = new Set<string>();
    const aws = createServer(({ headers: { authorization } }, response) => {
      services.add(/\/([a-z0-9-]+)\/aws4_request/.exec(authorization ?? '')?.[1] ?? 'unsigned');
      response.writeHead(500).end();
    }).listen(0, '127.0.0.1');
    await once(aws, 'listening');
    const before = process.env;
    process.env = { ...before, AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key', AWS_SESSION_TOKEN: 'token' };
    try {
      await bundleFunctions({ names: ['call-all'], source: join(folder, 'functions'), outdir });
      const { handler } = require(join(outdir, 'call-all/index.js')) as { handler: (url: string) => Promise<unknown> };
      await handler(`http://127.0.0.1:${(aws.address() as AddressInfo).port}`);
    } finally {
      process.env = before;
      aws.close();
      rmSync(outdir, { recursive: true });
    }
    expect([...services].toSorted()).toEqual([
      'cognito-idp',
      'dynamodb',
      'execute-api',
      'secretsmanager',
      'ses',
      'sns',
      'sqs',
    ]);
  });

  test('a function without code is named', async () => {
    await expect(bundleFunctions({ names: ['read-minds'], source: folder, outdir: folder })).rejects.toThrow(
      `No code for read-minds: expected ${join(folder, 'read-minds/index.ts')}`,
    );
  });
});

describe('the functions that answer requests', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'remote-sign-out-bundles-'));
  let bundled: Awaited<ReturnType<typeof bundleFunctions>>['functions'];
  beforeAll(async () => {
    const names = [...Object.keys(routes), ...Object.keys(webRoutes)];
    ({ functions: bundled } = await bundleFunctions({ names, outdir }));
  });
  afterAll(() => rmSync(outdir, { recursive: true }));

  // Somebody waits for them, and a new one has all of it to load.
  test('are under 300 KiB each, with everything in them', () => {
    const sizes = Array.from(bundled, ([name, { bytes }]) => ({ name, bytes }));
    expect(sizes.filter(({ bytes }) => bytes >= 300 * 1024)).toEqual([]);
  });

  test.each(Object.keys(routes))('%s carries its own route and no other', (name) => {
    const code = readFileSync(join(bundled.get(name)?.folder ?? '', 'index.js'), 'utf8');
    const carried = Object.values(routes).filter(({ summary }) => code.includes(summary));
    expect(carried.map((route) => route.name)).toEqual([name]);
  });
});
