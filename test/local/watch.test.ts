import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Build, BuildError } from '../../local/build/load-build.ts';
import { watchSources } from '../../local/watch/watch-sources.ts';
import { fixtureBuild } from './fixture/start-fixture.ts';
import { until } from './fixture/table.ts';

let folder: string;
let build: Build | BuildError;
let used: Build[];
let said: string;
let watcher: { close(): void };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-watch-'));
  build = fixtureBuild({ seenFolder: '/tmp' });
  used = [];
  said = '';
  watcher = watchSources({
    folders: [folder],
    load: () => (build instanceof BuildError ? Promise.reject(build) : Promise.resolve(build)),
    useBuild: (next) => Promise.resolve(void used.push(next)),
    say: (text) => (said += text),
  });
});
afterEach(() => {
  watcher.close();
  rmSync(folder, { recursive: true });
});

const change = (): void => writeFileSync(join(folder, 'source.ts'), String(Math.random()));

test('a change is built and taken over', async () => {
  change();
  await until(() => used.length > 0);
  expect(used).toEqual([build]);
  expect(said).toContain('Taken over');
});

test('what does not compile is shown, and the old code stays until it does', async () => {
  const good = build;
  build = new BuildError('functions/x.ts:1:1: error: unexpected end');
  change();
  await until(() => said !== '');
  expect(said).toContain('unexpected end');
  expect(said).toContain('The old code goes on running');
  expect(used).toEqual([]);
  build = good;
  change();
  await until(() => used.length > 0);
  expect(used).toEqual([good]);
});

test('a change of the template is told: it needs a new start', async () => {
  build = fixtureBuild({ seenFolder: '/elsewhere' });
  change();
  await until(() => said.includes('Taken over'));
  expect(said).toContain('start again');
});
