import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { TableSpec } from '../template/stack.ts';
import { itemKey } from './item-key.ts';

export interface SweeperProps {
  client: DynamoDBClient;
  tables: readonly TableSpec[];
  /** Told before each deletion: a stream record says of a deletion whether it was time's doing. */
  claim: (tableName: string, keys: readonly string[]) => void;
  everyMs?: number;
  onError: (error: unknown) => void;
}

export interface Sweeper {
  /** Go through all tables once, to the end. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** Small pages: the engine does one thing at a time, and requests wait behind a page. */
const pageItems = 200;
const budgetMs = 2000;

/** Delete expired items, which the engine leaves lying: every minute, for two seconds at most, going on where it was. */
export function startSweeper({ client, tables, claim, everyMs = 60_000, onError }: SweeperProps): Sweeper {
  const reached = new Map<string, Record<string, AttributeValue> | undefined>();
  const closing = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function sweepTable(table: TableSpec, ttl: string, deadline: number): Promise<void> {
    do {
      const now = Math.floor(Date.now() / 1000);
      const page = await client.send(
        new ScanCommand({
          TableName: table.name,
          Limit: pageItems,
          ExclusiveStartKey: reached.get(table.name),
          FilterExpression: '#ttl <= :now AND attribute_type(#ttl, :number)',
          ExpressionAttributeNames: { '#ttl': ttl },
          ExpressionAttributeValues: { ':now': { N: String(now) }, ':number': { S: 'N' } },
        }),
      );
      const keys = (page.Items ?? []).map((item) => keyOf(item, table));
      claim(table.name, keys.map(itemKey));
      await Promise.all(keys.map((Key) => deleteIfExpired(table.name, Key, ttl, now)));
      reached.set(table.name, page.LastEvaluatedKey);
    } while (reached.get(table.name) !== undefined && Date.now() < deadline && !closing.signal.aborted);
  }

  async function deleteIfExpired(
    TableName: string,
    Key: Record<string, AttributeValue>,
    ttl: string,
    now: number,
  ): Promise<void> {
    try {
      await client.send(
        new DeleteItemCommand({
          TableName,
          Key,
          // Its life may have been prolonged since the page was read.
          ConditionExpression: '#ttl <= :now',
          ExpressionAttributeNames: { '#ttl': ttl },
          ExpressionAttributeValues: { ':now': { N: String(now) } },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  async function sweep(deadline: number): Promise<void> {
    for (const table of tables) {
      if (table.ttlAttribute !== undefined) await sweepTable(table, table.ttlAttribute, deadline);
    }
  }
  const queue = (deadline: () => number): Promise<void> => {
    const next = running.then(() => sweep(deadline()));
    running = next.catch(onError);
    return next;
  };

  const timer = setInterval(() => void queue(() => Date.now() + budgetMs).catch(() => {}), everyMs);
  return {
    sweep: () => queue(() => Infinity),
    async close() {
      closing.abort();
      clearInterval(timer);
      await running;
    },
  };
}

function keyOf(item: Record<string, AttributeValue>, { properties }: TableSpec): Record<string, AttributeValue> {
  const schema = Array.isArray(properties['KeySchema']) ? properties['KeySchema'] : [];
  const names = new Set(schema.map(({ AttributeName }: { AttributeName: string }) => AttributeName));
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}
