import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { accountStoreContract } from '../../support/account-store-contract.ts';
import { startTestEngine } from '../../support/engine.ts';
import { dynamoDbAccountStore } from '../../../shared/adapters/dynamodb/account-store.ts';
import { afterAll, expect, test } from '@jest/globals';

const engine = await startTestEngine();
afterAll(() => engine.close());

accountStoreContract('DynamoDB', (now) =>
  dynamoDbAccountStore(engine.client, {
    tables: engine.tables,
    retention: { activityDays: 90, signedOutDeviceDays: 400 },
    now,
  }),
);

test('the engine that it runs against has its tables', async () => {
  const { Table } = await engine.client.send(new DescribeTableCommand({ TableName: engine.tables.sessions }));
  expect(Table?.TableStatus).toBe('ACTIVE');
});
