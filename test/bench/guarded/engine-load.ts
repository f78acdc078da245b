import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { accountKey, sessionKey } from '../../../shared/adapters/dynamodb/items.ts';
import type { SignedIn } from '../system/make-people.ts';
import type { Load } from './load.ts';

export interface EngineLoadProps {
  client: DynamoDBDocumentClient;
  table: string;
  /** `GetItem` reads the session; `BatchGetItem` reads account and session, as the guard does. */
  operation: 'GetItem' | 'BatchGetItem';
  sessions: readonly SignedIn[];
  seconds: number;
  signal: AbortSignal;
}

/** The same read without anything around it: what is left is the engine and the SDK. */
export async function engineLoad(props: EngineLoadProps): Promise<Load> {
  const { client, table, operation, sessions, seconds, signal } = props;
  const read = async ({ accountId, key }: SignedIn): Promise<void> => {
    const session = sessionKey(accountId, key);
    if (operation === 'GetItem') {
      await client.send(new GetCommand({ TableName: table, Key: session, ConsistentRead: true }));
      return;
    }
    const Keys = [accountKey(accountId), session];
    await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }));
  };

  const times: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    sessions.map(async (session) => {
      while (performance.now() < until) {
        signal.throwIfAborted();
        const asked = performance.now();
        await read(session);
        times.push(performance.now() - asked);
      }
    }),
  );
  return { times, ms: performance.now() - started };
}
