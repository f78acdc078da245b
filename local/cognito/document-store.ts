import type { DatabaseSync } from 'node:sqlite';
import type { DataStore } from 'cognito-local/lib/services/dataStore/dataStore.js';

/**
 * The data store that cognito-local asks for, over SQLite: every document is a row, so a write touches that document
 * alone and is on file when it returns. A key is a collection, or a collection and the key of one document in it.
 */
export interface DocumentStore extends DataStore {
  /** The same as `set`, at once: for use within a transaction. */
  put(collection: string, key: string, value: unknown): void;
  remove(collection: string, key: string): void;
  /** Remove everything of this store. */
  clear(): void;
}

// The one collection that is itself a document.
const SINGLE_DOCUMENT = 'Options';

/** Open the store of one user pool, or the one of all clients, under its name. */
export function openDocumentStore(database: DatabaseSync, store: string): DocumentStore {
  const selectOne = database.prepare('SELECT json FROM documents WHERE store = ? AND collection = ? AND key = ?');
  const selectAll = database.prepare('SELECT key, json FROM documents WHERE store = ? AND collection = ?');
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO documents (store, collection, key, json) VALUES (?, ?, ?, ?)',
  );
  const deleteOne = database.prepare('DELETE FROM documents WHERE store = ? AND collection = ? AND key = ?');
  const deleteAll = database.prepare('DELETE FROM documents WHERE store = ?');

  function read(path: string | string[]): unknown {
    const [collection, key] = split(path);
    if (key !== undefined) return parse(selectOne.get(store, collection, key)?.['json']);
    const rows = selectAll.all(store, collection);
    return rows.length === 0 ? null : Object.fromEntries(rows.map((row) => [String(row['key']), parse(row['json'])]));
  }

  const documents = {
    put: (collection: string, key: string, value: unknown) =>
      void upsert.run(store, collection, key, JSON.stringify(value)),
    remove: (collection: string, key: string) => void deleteOne.run(store, collection, key),
    clear: () => void deleteAll.run(store),
  };
  return {
    ...documents,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- cognito-local names the type that it stored
    get: async <T>(_context: unknown, path: string | string[], fallback?: T) => (read(path) ?? fallback ?? null) as T,
    getRoot: () => Promise.reject(new Error('cognito-local reads a whole store for its own configuration only')),
    set: async (_context, path, value) => {
      const [collection, key] = split(path);
      documents.put(collection, key ?? '', value);
    },
    delete: async (_context, path) => {
      const [collection, key] = split(path);
      documents.remove(collection, key ?? '');
    },
  };
}

function split(path: string | string[]): [collection: string, key: string | undefined] {
  const [collection = '', key] = typeof path === 'string' ? [path] : path;
  return [collection, collection === SINGLE_DOCUMENT ? '' : key];
}

function parse(json: unknown): unknown {
  if (typeof json !== 'string') return null;
  // cognito-local counts on Date objects wherever a field's name says so.
  return JSON.parse(json, (name, value: unknown) =>
    name.endsWith('Date') && typeof value === 'string' ? new Date(value) : value,
  );
}
