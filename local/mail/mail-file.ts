import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Email } from '../../node_modules/aws-ses-v2-local/dist/store.js';

/** The mails in the state folder, a line of JSON each, for this user alone. */
export interface MailFile {
  read(): Email[];
  add(mail: Email): void;
  clear(): void;
}

/** Those that a page can still show. */
const mailsKept = 1000;

export function openMailFile(stateFolder: string): MailFile {
  const path = join(stateFolder, 'mails.jsonl');
  const replace = (mails: readonly Email[]): void =>
    writeFileSync(path, mails.map((mail) => `${JSON.stringify(mail)}\n`).join(''), { mode: 0o600 });
  return {
    read() {
      const mails = linesOf(path).flatMap(parse).slice(-mailsKept);
      // Without what a kill may have left half written: the next line would stick to it.
      replace(mails);
      return mails;
    },
    add: (mail) => appendFileSync(path, `${JSON.stringify(mail)}\n`, { mode: 0o600 }),
    clear: () => replace([]),
  };
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    // Nothing was sent so far.
    return [];
  }
}

function parse(line: string): Email[] {
  try {
    return [JSON.parse(line) as Email];
  } catch {
    return [];
  }
}
