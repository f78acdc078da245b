import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './code-of.ts';
import { credentials } from './credentials.ts';
import type { Credentials } from './credentials.ts';

/** The credentials of one profile. Every read is fresh: a second terminal may use the same profile. */
export interface CredentialsFile {
  profile: string;
  path: string;
  /** @throws CredentialsFileError when the file is there and is not one of ours */
  read(): Credentials | undefined;
  write(content: Credentials): void;
}

/** What is wrong with the file, as a sentence for the person at the terminal. */
export class CredentialsFileError extends Error {
  override name = 'CredentialsFileError';
}

/** The file of a profile in this folder. Only its owner may read it, and a crash leaves the old one or the new one. */
export function credentialsFile(folder: string, profile: string): CredentialsFile {
  const path = join(folder, `${profile}.json`);
  return {
    profile,
    path,
    read: () => readCredentials(path),
    write: (content) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const temporary = `${path}.${process.pid}.new`;
      writeFileSync(temporary, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600, flush: true });
      renameSync(temporary, path);
    },
  };
}

/** The profiles that have a file in this folder. */
export function knownProfiles(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
  } catch {
    return [];
  }
}

function readCredentials(path: string): Credentials | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return credentials.parse(JSON.parse(text));
  } catch {
    throw new CredentialsFileError(`${path} is not a credentials file of this program. Delete it to start anew.`);
  }
}
