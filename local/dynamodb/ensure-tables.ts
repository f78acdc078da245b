import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceNotFoundException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TableSpec } from '../template/stack.ts';
import { TemplateError } from '../template/template.ts';

/** Make the tables that are missing, and the indexes that a table of an earlier version lacks; data stays. */
export async function ensureTables(client: DynamoDBClient, tables: readonly TableSpec[]): Promise<void> {
  await Promise.all(tables.map((table) => ensureTable(client, table)));
}

async function ensureTable(client: DynamoDBClient, { name, ttlAttribute, properties }: TableSpec): Promise<void> {
  const wanted = createTableInput(name, properties);
  const found = await describe(client, name);
  if (found === undefined) {
    await client.send(new CreateTableCommand(wanted));
    await untilActive(client, name);
    if (ttlAttribute !== undefined) {
      const TimeToLiveSpecification = { AttributeName: ttlAttribute, Enabled: true };
      await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
    }
    return;
  }
  const indexNames = (list: { IndexName?: string | undefined }[] = []) => list.map(({ IndexName }) => IndexName);
  const there = indexNames(found.GlobalSecondaryIndexes);
  const wantedIndexes = wanted.GlobalSecondaryIndexes ?? [];
  const same =
    keyNames(found.KeySchema) === keyNames(wanted.KeySchema) &&
    there.every((index) => indexNames(wantedIndexes).includes(index)) &&
    (found.StreamSpecification?.StreamEnabled ?? false) === (wanted.StreamSpecification?.StreamEnabled ?? false);
  if (!same) {
    throw new TemplateError(
      `The table ${name} was made by an earlier version, with other keys, indexes or stream. ` +
        'Empty the local state to go on: npm start -- --fresh',
    );
  }
  for (const index of wantedIndexes) {
    if (!there.includes(index.IndexName)) await addIndex(client, wanted, index);
  }
}

/** Over all items that the table has. One at a time: DynamoDB takes no more in one call. */
async function addIndex(
  client: DynamoDBClient,
  { TableName, AttributeDefinitions }: CreateTableCommandInput,
  { IndexName, KeySchema, Projection }: GlobalSecondaryIndex,
): Promise<void> {
  const GlobalSecondaryIndexUpdates = [{ Create: { IndexName, KeySchema, Projection } }];
  await client.send(new UpdateTableCommand({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates }));
  await untilActive(client, TableName);
}

async function untilActive(client: DynamoDBClient, name: string | undefined): Promise<void> {
  for (;;) {
    const { TableStatus, GlobalSecondaryIndexes = [] } = (await describe(client, name)) ?? {};
    if (TableStatus === 'ACTIVE' && GlobalSecondaryIndexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE')) return;
    await sleep(20);
  }
}

async function describe(client: DynamoDBClient, name: string | undefined) {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** The properties of the template are the fields of the API, but for these. Protection and backup have no use here. */
function createTableInput(name: string, properties: Readonly<Record<string, unknown>>): CreateTableCommandInput {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes, StreamSpecification } =
    // The template's form is CloudFormation's promise, and the engine checks it.
    properties as Partial<CreateTableCommandInput>;
  return {
    TableName: name,
    AttributeDefinitions,
    KeySchema,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
    ...(LocalSecondaryIndexes && { LocalSecondaryIndexes }),
    ...(StreamSpecification && { StreamSpecification: { ...StreamSpecification, StreamEnabled: true } }),
  };
}

const keyNames = (schema: { AttributeName?: string | undefined }[] = []): string =>
  schema.map(({ AttributeName }) => AttributeName).join();
