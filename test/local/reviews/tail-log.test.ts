import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../../local/logs/open-log.ts';
import { tailLog } from '../../../local/reviews/tail-log.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tail-log-'));
  path = join(folder, 'functions.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was there before is not read; what comes is, each line once and whole', () => {
  appendFileSync(path, 'before\n');
  const log = tailLog(path);
  expect(log.read()).toEqual([]);
  appendFileSync(path, 'one\nhal');
  expect(log.read()).toEqual(['one']);
  appendFileSync(path, 'f ü\n');
  expect(log.read()).toEqual(['half ü']);
  expect(log.read()).toEqual([]);
});

test('a log that begins while it is followed, and one that is put aside, lose no line', () => {
  const log = tailLog(path);
  expect(log.read()).toEqual([]);
  const read: string[] = [];
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
  for (const line of lines) {
    // Put aside every three lines or so.
    const writer = openLog(path, 20);
    writer.write(line);
    writer.close();
    read.push(...log.read());
  }
  expect(read).toEqual(lines);
});
