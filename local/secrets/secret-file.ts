import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretSpec } from '../template/stack.ts';
import { isRecord } from '../template/template.ts';
import { makeSecretValue } from './make-secret-value.ts';

/** A secret as it is kept. */
export interface StoredSecret {
  value: string;
  versionId: string;
  /** RFC 3339. */
  createdAt: string;
}

/**
 * The secrets of the stack, by name, in the state folder, for this user alone. A value is made once: what was signed
 * with it stays good over restarts. Only one that the template says itself follows the template.
 */
export function openSecretFile(stateFolder: string, secrets: readonly SecretSpec[]): ReadonlyMap<string, StoredSecret> {
  const path = join(stateFolder, 'secrets.json');
  const stored = read(path);
  for (const secret of secrets) {
    const found = stored.get(secret.name);
    if (found !== undefined && (secret.value === undefined || secret.value === found.value)) continue;
    const value = makeSecretValue(secret);
    stored.set(secret.name, { value, versionId: crypto.randomUUID(), createdAt: new Date().toISOString() });
  }
  // Beside and then into place: a kill in between must not take the keys of what is under way.
  writeFileSync(`${path}.new`, `${JSON.stringify(Object.fromEntries(stored), null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return stored;
}

function read(path: string): Map<string, StoredSecret> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return new Map();
  }
  const content: unknown = JSON.parse(text);
  const entries = isRecord(content) ? Object.entries(content) : [];
  return new Map(entries.map(([name, secret]) => [name, secret as StoredSecret]));
}
