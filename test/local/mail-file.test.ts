import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mailsKept, openMailFile, type StoredMail } from '../../local/mail/mail-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-mails-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mail = (n: number): StoredMail => ({
  messageId: String(n),
  from: 'a@example.com',
  replyTo: [],
  destination: { to: ['b@example.com'], cc: [], bcc: [] },
  subject: `mail ${n}`,
  body: { text: 'text' },
  attachments: [],
  at: n,
});
const path = (): string => join(folder, 'mails.jsonl');
const lines = (): number => readFileSync(path(), 'utf8').split('\n').length - 1;

test('however many mails come, the file keeps the last ones and does not grow without end', () => {
  const file = openMailFile(folder);
  const kept = file.read();
  let most = 0;
  for (let n = 0; n < 30_000; n++) {
    file.add(mail(n), kept);
    kept.push(mail(n));
    if (kept.length > mailsKept) kept.shift();
    if (n % 499 === 0) most = Math.max(most, lines());
  }
  expect(most).toBeLessThanOrEqual(2 * mailsKept);
  const read = openMailFile(folder).read();
  expect([read.length, read.at(0), read.at(-1)]).toEqual([mailsKept, mail(30_000 - mailsKept), mail(29_999)]);
});

test('what a kill left half written takes no other mail with it', () => {
  const file = openMailFile(folder);
  file.read();
  file.add(mail(1), []);
  appendFileSync(path(), '{"messageId":"half');
  const after = openMailFile(folder);
  expect(after.read()).toEqual([mail(1)]);
  after.add(mail(2), []);
  expect(openMailFile(folder).read()).toEqual([mail(1), mail(2)]);
});
