import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What the local run itself must remember over a crash. Holding it open is holding the state folder. */
export interface State {
  /** Sequence number of the last stream record that a mapping is done with. */
  checkpoint(mapping: string): string | undefined;
  setCheckpoint(mapping: string, sequenceNumber: string): void;
  /** Remember that an item is about to be deleted because its time is over. */
  claimExpired(tableName: string, keys: readonly string[]): void;
  wasClaimedExpired(tableName: string, key: string): boolean;
  /** Empty the state folder; the lock stays. */
  startAfresh(): void;
  close(): void;
}

/** Another run holds the state folder. */
export class StateInUseError extends Error {
  override name = 'StateInUseError';
}

const claimKeptMs = 24 * 60 * 60 * 1000;

/**
 * Open the state folder, making it when it is missing.
 *
 * @throws {StateInUseError} while another run has it; the lock is the operating system's and ends with the process
 */
export function openState(stateFolder: string): State {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(stateFolder, 'run.sqlite'), { timeout: 0 });
  const holderFile = join(stateFolder, 'run.pid');
  try {
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS checkpoints (mapping TEXT PRIMARY KEY, sequence_number TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS expired (
        table_name TEXT NOT NULL, key TEXT NOT NULL, claimed_at INTEGER NOT NULL,
        PRIMARY KEY (table_name, key)
      ) STRICT, WITHOUT ROWID;
      COMMIT;
    `);
  } catch (error) {
    database.close();
    if (!(error instanceof Error) || !error.message.includes('locked')) throw error;
    throw new StateInUseError(
      `Another run${holder(holderFile)} has ${resolve(stateFolder)}. End it first (Ctrl-C in its terminal).`,
    );
  }
  writeFileSync(holderFile, `${process.pid}\n`);
  database.prepare('DELETE FROM expired WHERE claimed_at < ?').run(Date.now() - claimKeptMs);

  const get = database.prepare('SELECT sequence_number FROM checkpoints WHERE mapping = ?');
  const set = database.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?)');
  const claim = database.prepare('INSERT OR REPLACE INTO expired VALUES (?, ?, ?)');
  const claimed = database.prepare('SELECT 1 FROM expired WHERE table_name = ? AND key = ?');
  return {
    checkpoint: (mapping) => get.get(mapping)?.['sequence_number']?.toString(),
    setCheckpoint: (mapping, sequenceNumber) => void set.run(mapping, sequenceNumber),
    claimExpired(tableName, keys) {
      database.exec('BEGIN');
      for (const key of keys) claim.run(tableName, key, Date.now());
      database.exec('COMMIT');
    },
    wasClaimedExpired: (tableName, key) => claimed.get(tableName, key) !== undefined,
    startAfresh() {
      database.exec('DELETE FROM checkpoints; DELETE FROM expired;');
      for (const name of readdirSync(stateFolder)) {
        if (!name.startsWith('run.')) rmSync(join(stateFolder, name), { recursive: true, force: true });
      }
    },
    close: () => database.close(),
  };
}

function holder(file: string): string {
  try {
    return ` (process ${readFileSync(file, 'utf8').trim()})`;
  } catch {
    return '';
  }
}
