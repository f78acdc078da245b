import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Email } from '../../node_modules/aws-ses-v2-local/dist/store.js';

/** A mail with what only its sender says of it. */
export type StoredMail = Email & { configurationSet?: string; tags?: Record<string, string> };

/** The mails in the state folder, a line of JSON each, for this user alone. */
export interface MailFile {
  read(): StoredMail[];
  /** `mails` are those to keep, should the file have grown too long. */
  add(mail: StoredMail, mails: readonly StoredMail[]): void;
  clear(): void;
}

/** Those that a page can still show. */
export const mailsKept = 1000;

export function openMailFile(stateFolder: string): MailFile {
  const path = join(stateFolder, 'mails.jsonl');
  let lines = 0;
  const replace = (mails: readonly StoredMail[]): void => {
    // Beside and then into place: a kill in between must not take the mails.
    writeFileSync(`${path}.new`, mails.map((mail) => `${JSON.stringify(mail)}\n`).join(''), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    lines = mails.length;
  };
  return {
    read() {
      const mails = linesOf(path).flatMap(parse).slice(-mailsKept);
      // Without what a kill may have left half written: the next line would stick to it.
      replace(mails);
      return mails;
    },
    add(mail, mails) {
      // Now and then, and not each time: that would write every mail a thousand times.
      if (lines >= 2 * mailsKept) replace(mails);
      appendFileSync(path, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
      lines += 1;
    },
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

function parse(line: string): StoredMail[] {
  try {
    return [JSON.parse(line) as StoredMail];
  } catch {
    return [];
  }
}
