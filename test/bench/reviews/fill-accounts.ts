import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { accountItem, deviceItem } from '../../../shared/adapters/dynamodb/items.ts';
import { reviewShards } from '../../../shared/contracts/review-index.ts';
import type { DeviceId, SessionId } from '../../../shared/contracts/values.ts';
import type { Account } from '../../../shared/domain/account/account.ts';
import type { Device } from '../../../shared/domain/device/device.ts';
import type { SectionProps } from '../section.ts';
import { engineClient } from '../system/engine-client.ts';
import type { System } from '../system/start-system.ts';

/** A row of the engine's own tables, as it lies there. */
type Row = Record<string, string | number | null>;

const perTransaction = 20_000;
const dayMs = 86_400_000;
const dueInDays = 30;

/**
 * Makes accounts, of which a thirtieth is due today: those have a device each. Two are written as the product does; the
 * engine's rows of them are the pattern for all others, straight into its file, for through its API a million takes an
 * hour.
 *
 * @returns the ids of those that are due
 */
export const fillAccounts = async (
  system: System,
  count: number,
  { progress, signal }: SectionProps,
): Promise<string[]> => {
  const table = system.outputs['SessionsTableName'] ?? '';
  const client = engineClient(system);
  const pattern = randomUUID();
  const today = new Date().toISOString().slice(0, 10);
  const items = [accountItem(accountOf(pattern, today)), deviceItem(deviceOf(pattern), retention)];
  await client.send(
    new BatchWriteCommand({ RequestItems: { [table]: items.map((Item) => ({ PutRequest: { Item } })) } }),
  );

  const database = new DatabaseSync(join(system.stateFolder, 'dynamodb.sqlite'), { timeout: 20_000 });
  try {
    const rowsOf = (name: string, where: string) =>
      database.prepare(`SELECT * FROM "${name}" WHERE ${where} LIKE '%${pattern}%'`).all() as Row[];
    const rows = rowsOf(table, 'pk').map((row) => ({ name: table, row }));
    const index = rowsOf(`${table}::gsi::reviews`, 'table_pk').map((row) => ({ name: `${table}::gsi::reviews`, row }));
    const account = [...rows.filter(({ row }) => row['sk'] === 'S:META'), ...index];
    const device = rows.filter(({ row }) => row['sk'] !== 'S:META');

    const { reviewShard: patternShard } = items[0] as { reviewShard?: string };
    const insert = makeInsert(database);
    const due: string[] = [];
    for (let from = 0; from < count; from += perTransaction) {
      signal.throwIfAborted();
      database.exec('BEGIN IMMEDIATE');
      for (let at = from; at < Math.min(from + perTransaction, count); at++) {
        const id = randomUUID();
        const isDue = at % dueInDays === 0;
        const dueOn = new Date(Date.parse(today) + (at % dueInDays) * dayMs).toISOString().slice(0, 10);
        if (isDue) due.push(id);
        const shard = reviewShards[at % reviewShards.length] ?? '0';
        const change = (value: string): string =>
          value
            .replaceAll(pattern, id)
            .replaceAll(today, dueOn)
            .replaceAll(`"reviewShard":{"S":"${patternShard}"}`, `"reviewShard":{"S":"${shard}"}`);
        for (const { name, row } of account) insert(name, row, change, { gsi_pk: `S:${shard}` });
        if (isDue) for (const { name, row } of device) insert(name, row, (value) => value.replaceAll(pattern, id), {});
      }
      database.exec('COMMIT');
      progress.at(Math.min(from + perTransaction, count), count);
      // The engine writes to the same file.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // The pattern is due as well.
    return [...due, pattern];
  } finally {
    database.close();
    client.destroy();
  }
};

const makeInsert = (database: DatabaseSync) => {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  return (name: string, row: Row, change: (value: string) => string, own: Row): void => {
    const columns = Object.keys(row);
    let statement = statements.get(name);
    if (statement === undefined) {
      statement = database.prepare(
        `INSERT INTO "${name}" (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
      );
      statements.set(name, statement);
    }
    const values = columns.map((column) => {
      const value = own[column] !== undefined && column in row ? own[column] : (row[column] ?? null);
      return typeof value === 'string' ? change(value) : value;
    });
    statement.run(...values);
  };
};

const retention = { activityDays: 90, signedOutDeviceDays: 400 };

const accountOf = (accountId: string, today: string): Account => ({
  accountId,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  email: `${accountId}@example.com`,
  reviewDueAt: today,
  review: { day: Number(today.slice(8)) },
});

const deviceOf = (accountId: string): Device => {
  const at = new Date(Date.now() - dayMs).toISOString();
  const id: DeviceId = `dev_${'0'.repeat(26)}`;
  const session: SessionId = `ses_${'0'.repeat(26)}`;
  const seconds = Math.floor(Date.now() / 1000);
  return {
    accountId,
    id,
    version: 1,
    name: 'Laptop',
    kind: 'computer',
    os: 'Linux',
    model: null,
    trusted: false,
    secretHash: 'x'.repeat(43),
    firstSeenAt: '2026-01-01T00:00:00.000Z',
    lastSeenAt: at,
    lastPlace: { city: 'Lisbon', country: 'PT' },
    state: 'active',
    sessions: {
      [session]: {
        key: randomUUID(),
        clientId: 'demo',
        app: { name: 'Demo app' },
        authTime: seconds - 86_400,
        createdAt: at,
        lastSeenAt: at,
        endsAt: seconds + 30 * 86_400,
        state: 'active',
      },
    },
  };
};
