import { afterAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFunction } from '../../local/functions/run-function.ts';

const root = mkdtempSync(join(tmpdir(), 'new-code-'));
writeFileSync(join(root, 'package.json'), '{ "type": "commonjs" }');

/** A function that answers with a file beside its code, as the one does that serves the dashboard. */
const build = (name: string, page: string): string => {
  const folder = join(root, name);
  mkdirSync(join(folder, 'dashboard'), { recursive: true });
  writeFileSync(join(folder, 'dashboard', 'index.html'), page);
  writeFileSync(
    join(folder, 'index.js'),
    `const page = require('node:fs').readFileSync(process.env.LAMBDA_TASK_ROOT + '/dashboard/index.html', 'utf8');
     let calls = 0;
     exports.handler = async () => ({ page, calls: ++calls });`,
  );
  return folder;
};

const fn = runFunction({
  spec: {
    name: 'page',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:page',
    logicalId: 'Page',
    handler: 'index.handler',
    memoryMb: 128,
    timeoutMs: 10_000,
    environment: {},
  },
  folder: build('first', 'one'),
  environment: {},
  log: () => {},
});
afterAll(async () => {
  await fn.close();
  rmSync(root, { recursive: true, force: true });
});

const answer = async (): Promise<unknown> => {
  const result = await fn.invoke('{}');
  return result.kind === 'answered' ? JSON.parse(result.payload) : result;
};

test('a file beside the code that has changed makes new code, which reads its own files', async () => {
  expect(await answer()).toEqual({ page: 'one', calls: 1 });
  await fn.replaceCode(build('second', 'two'));
  expect(await answer()).toEqual({ page: 'two', calls: 1 });
});

test('the same files elsewhere are the same code, which goes on', async () => {
  await fn.replaceCode(build('third', 'two'));
  expect(await answer()).toEqual({ page: 'two', calls: 2 });
});
