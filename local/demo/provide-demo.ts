import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { dynamoDbAccountStore } from '../../shared/adapters/dynamodb/account-store.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import type { LocalCognito } from '../cognito/start-cognito.ts';
import { demoDevices } from './demo-devices.ts';
import { seedAccount } from './seed-account.ts';

export interface DemoProps {
  cognito: LocalCognito;
  outputs: Readonly<Record<string, string>>;
  dynamodb: DynamoDBClientConfig;
  /** Of the calendar by which reviews are due. */
  timeZone: string;
}

const email = 'demo@example.com';
/** Of an account that exists on loopback only; it is printed at every start. */
const password = 'Demo-Pass-2026';

/** Make the demo account with its devices, if it is not there yet. @returns what to add to the outputs */
export async function provideDemo({
  cognito,
  outputs,
  dynamodb,
  timeZone,
}: DemoProps): Promise<Record<string, string>> {
  const { UserPoolId = '', AppClientId = '', SessionsTableName = '', VaultTableName = '' } = outputs;
  const { sub } = await cognito.putUser({ userPoolId: UserPoolId, username: email, email, password });
  const client = documentClient(dynamodb);
  const store = dynamoDbAccountStore(client, {
    tables: { sessions: SessionsTableName, vault: VaultTableName },
    retention: { activityDays: 90, signedOutDeviceDays: 400 },
    now: () => new Date(),
  });
  try {
    const owner = { accountId: sub, email, clientId: AppClientId };
    await seedAccount(store, owner, demoDevices, { now: new Date(), timeZone });
  } finally {
    client.destroy();
  }
  return { DemoEmail: email, DemoPassword: password };
}
