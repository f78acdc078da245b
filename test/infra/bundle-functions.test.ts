import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { bundleFunctions } from '../../infra/bundle-functions.ts';

const require = createRequire(import.meta.url);

const source = `
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  import middy from '@middy/core';
  const client = new DynamoDBClient({});
  export const handler = middy(async () => (await client.config.region()).length);
`;

describe('bundling the functions', () => {
  let folder: string;
  const bundle = (outdir: string) =>
    bundleFunctions({ names: ['read-table'], source: join(folder, 'functions'), outdir: join(folder, outdir) });

  beforeAll(() => {
    // Inside the checkout, for there are the packages that the function imports.
    mkdirSync(join(import.meta.dirname, '../../.build'), { recursive: true });
    folder = mkdtempSync(join(import.meta.dirname, '../../.build/bundle-functions-test-'));
    mkdirSync(join(folder, 'functions/read-table'), { recursive: true });
    writeFileSync(join(folder, 'functions/read-table/index.ts'), source);
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

  test('a function without code is named', async () => {
    await expect(bundleFunctions({ names: ['read-minds'], source: folder, outdir: folder })).rejects.toThrow(
      `No code for read-minds: expected ${join(folder, 'read-minds/index.ts')}`,
    );
  });
});
