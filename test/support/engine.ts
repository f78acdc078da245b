import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../local/dynamodb/start-engine.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { reviewIndex } from '../../shared/contracts/review-index.ts';
import { freePort } from './free-port.ts';

export type TestEngine = Awaited<ReturnType<typeof startTestEngine>>;

/** A real DynamoDB engine with the two tables, in a folder of its own. */
export const startTestEngine = async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'remote-sign-out-test-'));
  const engine = await startEngine({ stateFolder, port: await freePort(), onExit: () => {} });
  const client = documentClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    // A machine that does much else at the time must not fail a test.
    requestHandler: { connectionTimeout: 20_000, requestTimeout: 20_000 },
  });
  const tables = { sessions: 'sessions', vault: 'vault' };
  await client.send(
    new CreateTableCommand({
      TableName: tables.sessions,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: reviewIndex.shard, AttributeType: 'S' },
        { AttributeName: reviewIndex.dueOn, AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: reviewIndex.name,
          KeySchema: [
            { AttributeName: reviewIndex.shard, KeyType: 'HASH' },
            { AttributeName: reviewIndex.dueOn, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: tables.vault,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  let running = true;
  const stop = async () => {
    if (!running) return;
    running = false;
    await engine.close();
  };
  return {
    client,
    tables,
    /** The engine goes away, as a table that cannot be reached. */
    stop,
    close: async () => {
      client.destroy();
      await stop();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
};
