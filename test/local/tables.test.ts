import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTables } from '../../local/dynamodb/ensure-tables.ts';
import { type Engine, startEngine } from '../../local/dynamodb/start-engine.ts';
import { freePorts } from '../../local/runtime/parts.ts';
import type { TableSpec } from '../../local/template/stack.ts';
import { sdk } from './fixture/messaging.ts';

let folder: string;
let engine: Engine;
let client: DynamoDBClient;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'local-tables-'));
  const { dynamodb: port } = await freePorts();
  engine = await startEngine({ stateFolder: folder, port, onExit: () => {} });
  client = new DynamoDBClient(sdk(engine.endpoint));
});
afterEach(async () => {
  client.destroy();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const table = (properties: Record<string, unknown> = {}): TableSpec => ({
  name: 'accounts',
  arn: '',
  streamArn: '',
  properties: {
    AttributeDefinitions: [text('pk')],
    KeySchema: [key('pk', 'HASH')],
    ...properties,
  },
});
const indexed = (): TableSpec =>
  table({
    AttributeDefinitions: [text('pk'), text('half'), text('dueOn')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'due',
        KeySchema: [key('half', 'HASH'), key('dueOn', 'RANGE')],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });

const put = (pk: string, dueOn?: string) => {
  const Item = { pk: { S: pk }, half: { S: '0' }, name: { S: 'x' }, ...(dueOn && { dueOn: { S: dueOn } }) };
  return client.send(new PutItemCommand({ TableName: 'accounts', Item }));
};
const page = (more: Partial<QueryCommandInput> = {}) =>
  client.send(
    new QueryCommand({
      TableName: 'accounts',
      IndexName: 'due',
      KeyConditionExpression: 'half = :half AND dueOn <= :by',
      ExpressionAttributeValues: { ':half': { S: '0' }, ':by': { S: '2026-11-30' } },
      ...more,
    }),
  );
const names = async (): Promise<(string | undefined)[]> => ((await page()).Items ?? []).map(({ pk }) => pk?.S);

test('an index holds the items that have its keys, in the order of its sort key, and no more than the keys', async () => {
  await ensureTables(client, [indexed()]);
  await put('second', '2026-11-22');
  await put('not due', '2026-12-01');
  await put('first', '2026-11-01');
  await put('never asked');
  expect((await page()).Items).toEqual([
    { pk: { S: 'first' }, half: { S: '0' }, dueOn: { S: '2026-11-01' } },
    { pk: { S: 'second' }, half: { S: '0' }, dueOn: { S: '2026-11-22' } },
  ]);
});

test('an item leaves the index with the key of it, and comes back with it', async () => {
  await ensureTables(client, [indexed()]);
  await put('a', '2026-11-01');
  const Key = { pk: { S: 'a' } };
  await client.send(new UpdateItemCommand({ TableName: 'accounts', Key, UpdateExpression: 'REMOVE dueOn' }));
  expect(await names()).toEqual([]);
  await put('a', '2026-11-02');
  expect(await names()).toEqual(['a']);
});

test('an index is read on from any of its items, those of the same day included, each once', async () => {
  await ensureTables(client, [indexed()]);
  const all = Array.from({ length: 7 }, (_, index) => `account ${index}`);
  for (const name of all) await put(name, '2026-11-01');
  const seen: (string | undefined)[] = [];
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const { Items = [], LastEvaluatedKey } = await page({ Limit: 2, ExclusiveStartKey });
    seen.push(...Items.map(({ pk }) => pk?.S));
    // Made anew from what is known of the item, as one who goes on later does.
    ExclusiveStartKey = LastEvaluatedKey && {
      half: { S: '0' },
      dueOn: { S: '2026-11-01' },
      pk: { S: seen.at(-1) ?? '' },
    };
  } while (ExclusiveStartKey !== undefined);
  expect(seen).toEqual(all);
});

test('a table of an earlier version gains the index, over all that it holds', async () => {
  await ensureTables(client, [table()]);
  await put('of before', '2026-11-01');
  await put('never asked');
  await ensureTables(client, [indexed()]);
  await ensureTables(client, [indexed()]);
  expect(await names()).toEqual(['of before']);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'accounts' }));
  expect(Table?.GlobalSecondaryIndexes).toEqual([
    expect.objectContaining({ IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } }),
  ]);
});

test('a table that cannot be brought up to date stops the start, and says what to do', async () => {
  await ensureTables(client, [indexed()]);
  await expect(ensureTables(client, [table()])).rejects.toThrow(/table accounts .* npm start -- --fresh/);
  const otherKey = { AttributeDefinitions: [text('id')], KeySchema: [key('id', 'HASH')] };
  await expect(ensureTables(client, [table(otherKey)])).rejects.toThrow('with other keys');
});
