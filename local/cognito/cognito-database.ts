import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE documents (
    store TEXT NOT NULL, collection TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (store, collection, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE aliases (
    user_pool_id TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, username TEXT NOT NULL,
    PRIMARY KEY (user_pool_id, kind, value)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX aliases_by_username ON aliases (user_pool_id, username);

  CREATE TABLE sign_ins (
    origin_jti TEXT PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, user_pool_id TEXT NOT NULL, client_id TEXT NOT NULL,
    sub TEXT NOT NULL, scope TEXT NOT NULL, auth_time INTEGER NOT NULL, refresh_expires_at INTEGER NOT NULL,
    revoked_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sign_ins_by_user ON sign_ins (user_pool_id, sub);
  CREATE INDEX sign_ins_by_expiry ON sign_ins (refresh_expires_at);

  CREATE TABLE refresh_tokens (
    hash TEXT PRIMARY KEY, origin_jti TEXT NOT NULL REFERENCES sign_ins ON DELETE CASCADE, replaced_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX refresh_tokens_by_sign_in ON refresh_tokens (origin_jti);
`;

/** Open `cognito.sqlite` in the state folder, making both when they are missing; only this user may read them. */
export function openCognitoDatabase(stateFolder: string): DatabaseSync {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const path = join(stateFolder, 'cognito.sqlite');
  // SQLite would make the file readable for all; its journal files take over the mode that they find here.
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  // NORMAL does not wait for the disk at each commit. What was answered is with the operating system by then, so a
  // kill -9 loses nothing; only a power cut may take the last moments, and it never corrupts the file.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version === 0) {
    transaction(database, () => database.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION};`));
  } else if (version !== SCHEMA_VERSION) {
    database.close();
    throw new Error(`${path} has schema version ${String(version)}, this program knows ${SCHEMA_VERSION}`);
  }
  return database;
}

/** Run all of `change` or, when it throws, nothing of it. */
export function transaction<T>(database: DatabaseSync, change: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = change();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
