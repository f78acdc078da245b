import { DatabaseSync } from 'node:sqlite';

/** What is done at the engine's own file, beside the engine. */
export interface EngineDatabase {
  /** Delete stream records of a table up to a sequence number, the newest ones excepted. */
  trimStream(tableName: string, upTo: bigint): void;
  close(): void;
}

/** The engine numbers the next record after the newest one; and a reader may want to look back a little. */
const keptRecords = 1000;

/**
 * Open the engine's file and add the indexes that two of its queries lack. Without them, each write costs more the more
 * stream records there are: 104 transactions a second instead of 1,393 with some thousands.
 */
export function openEngineDatabase(file: string): EngineDatabase {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec(`
    CREATE INDEX IF NOT EXISTS stream_records_by_number
      ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
    CREATE INDEX IF NOT EXISTS stream_records_by_shard
      ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));
    CREATE INDEX IF NOT EXISTS stream_records_by_text
      ON _stream_records (table_name, shard_id, sequence_number);
  `);
  // In steps: one writer at a time, and requests should not wait for this one.
  const trim = database.prepare(`
    DELETE FROM _stream_records WHERE id IN (
      SELECT id FROM _stream_records
      WHERE table_name = :table AND CAST(sequence_number AS INTEGER) <= :upTo
        AND CAST(sequence_number AS INTEGER) <=
          (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table) - :kept
      ORDER BY CAST(sequence_number AS INTEGER) LIMIT 500)
  `);
  return {
    trimStream(table, upTo) {
      while (trim.run({ table, upTo, kept: keptRecords }).changes === 500);
    },
    close: () => database.close(),
  };
}
