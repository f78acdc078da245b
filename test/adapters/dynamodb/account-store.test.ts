import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { accountStoreContract } from '../../support/account-store-contract.ts';
import { reviewsInStoreContract } from '../../support/reviews-in-store-contract.ts';
import { startTestEngine } from '../../support/engine.ts';
import { dynamoDbAccountStore } from '../../../shared/adapters/dynamodb/account-store.ts';
import { afterAll, expect, test } from '@jest/globals';

const engine = await startTestEngine();
afterAll(() => engine.close());

const retention = { activityDays: 90, signedOutDeviceDays: 400 };
const makeStore = (now: () => Date) => dynamoDbAccountStore(engine.client, { tables: engine.tables, retention, now });

accountStoreContract('DynamoDB', makeStore);
reviewsInStoreContract('DynamoDB', makeStore);

test('the engine that it runs against has its tables', async () => {
  const { Table } = await engine.client.send(new DescribeTableCommand({ TableName: engine.tables.sessions }));
  expect(Table?.TableStatus).toBe('ACTIVE');
});
