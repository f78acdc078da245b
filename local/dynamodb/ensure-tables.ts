import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TableSpec } from '../template/stack.ts';
import { TemplateError } from '../template/template.ts';

/** Make the tables that are missing; what is there keeps its data. */
export async function ensureTables(client: DynamoDBClient, tables: readonly TableSpec[]): Promise<void> {
  await Promise.all(tables.map((table) => ensureTable(client, table)));
}

async function ensureTable(client: DynamoDBClient, { name, ttlAttribute, properties }: TableSpec): Promise<void> {
  const wanted = createTableInput(name, properties);
  const found = await describe(client, name);
  if (found === undefined) {
    await client.send(new CreateTableCommand(wanted));
    while ((await describe(client, name))?.TableStatus !== 'ACTIVE') await sleep(20);
    if (ttlAttribute !== undefined) {
      const TimeToLiveSpecification = { AttributeName: ttlAttribute, Enabled: true };
      await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
    }
    return;
  }
  const indexes = (list: { IndexName?: string | undefined }[] = []): string =>
    JSON.stringify(list.map(({ IndexName = '' }) => IndexName).toSorted((a, b) => a.localeCompare(b)));
  const same =
    keyNames(found.KeySchema) === keyNames(wanted.KeySchema) &&
    indexes(found.GlobalSecondaryIndexes) === indexes(wanted.GlobalSecondaryIndexes) &&
    (found.StreamSpecification?.StreamEnabled ?? false) === (wanted.StreamSpecification?.StreamEnabled ?? false);
  if (!same) {
    throw new TemplateError(
      `The table ${name} was made by an earlier version, with other keys, indexes or stream. ` +
        'Empty the local state to go on: npm start -- --fresh',
    );
  }
}

async function describe(client: DynamoDBClient, name: string) {
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
