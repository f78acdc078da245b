import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { toAccount, toActivity, toDevice, toSession } from '../../shared/adapters/dynamodb/items.ts';
import type { TestEngine } from './engine.ts';

type Item = Record<string, unknown>;
type Stored = Pick<TestEngine, 'client' | 'tables'>;

/** Calls are counted with each, and whether the owner was written to is noted whenever the message comes. */
const isOfTheAccount = ({ sk }: Item) => !/^(RATE|ALERT)#/.test(String(sk));

/** Every item of an account as it lies in the table. */
export const itemsOf = async ({ client, tables }: Stored, accountId: string): Promise<Item[]> => {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: tables.sessions,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `ACCOUNT#${accountId}` },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items.filter(isOfTheAccount);
};

export type AccountRecords = Awaited<ReturnType<typeof recordsOf>>;

/** The records of an account, read directly from the table. */
export const recordsOf = async (engine: Stored, accountId: string) => {
  const items = await itemsOf(engine, accountId);
  const ofType = (type: string) => items.filter((item) => item['type'] === type);
  const [account] = ofType('account').map(toAccount);
  return {
    account,
    devices: ofType('device').map(toDevice),
    sessions: ofType('session').map(toSession),
    activity: ofType('activity').map(toActivity),
  };
};

/** Everything in both tables, for tests that nothing was changed. */
export const everythingIn = async ({ client, tables }: Stored): Promise<Item[]> => {
  const items: Item[] = [];
  for (const table of [tables.sessions, tables.vault]) {
    let from: Item | undefined;
    do {
      const page = await client.send(
        new ScanCommand({ TableName: table, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
  }
  return items
    .filter(isOfTheAccount)
    .toSorted((a, b) => (`${String(a['pk'])}${String(a['sk'])}` < `${String(b['pk'])}${String(b['sk'])}` ? -1 : 1));
};
