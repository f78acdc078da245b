import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setTimeout as wait } from 'node:timers/promises';
import type { AccountStore } from '../../domain/ports.ts';
import { StoreUnavailableError } from '../../domain/store-unavailable-error.ts';
import { conditionHeld } from './condition-held.ts';
import { accountKey, activityKey, deviceKey, sessionKey, toAccount, toActivity, toDevice, toSession } from './items.ts';
import type { Key, Retention } from './items.ts';
import { transactItem } from './transact-items.ts';
import type { Tables } from './transact-items.ts';

type Item = Record<string, unknown>;

/** What one query reads at most, in items; DynamoDB itself stops at 1 MB. */
const stepMax = 1000;

const lostToSomeoneElse = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);
const isTransient = ({ Code }: { Code?: string | undefined }) =>
  Code !== 'ValidationError' && Code !== 'ItemCollectionSizeLimitExceeded';

/** The account store in DynamoDB. Throws what the SDK throws: a table that cannot be read is never taken for empty. */
export const dynamoDbAccountStore = (
  client: DynamoDBDocumentClient,
  { tables, retention, now }: { tables: Tables; retention: Retention; now: () => Date },
): AccountStore => {
  /** Time to live deletes days late: what has passed it is not there any more. */
  const seconds = () => Math.floor(now().getTime() / 1000);
  const isThere = ({ expiresAt }: Item) => typeof expiresAt !== 'number' || expiresAt > seconds();

  const batchGet = async (keys: readonly Key[]): Promise<Item[]> => {
    const items: Item[] = [];
    let wanted: readonly Key[] = keys;
    for (let attempt = 0; wanted.length > 0; attempt++) {
      if (attempt === 5) throw new StoreUnavailableError('DynamoDB left keys unprocessed five times');
      if (attempt > 0) await wait(20 * 2 ** attempt);
      // What a table is too busy to answer is asked for again.
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [tables.sessions]: { Keys: [...wanted], ConsistentRead: true } } }),
      );
      items.push(...(Responses?.[tables.sessions] ?? []).filter(isThere));
      wanted = (UnprocessedKeys?.[tables.sessions]?.Keys as Key[] | undefined) ?? [];
    }
    return items;
  };

  /** The items under a prefix, newest first. Each query reads twice what the one before did. */
  async function* newestFirst(
    pk: string,
    prefix: string,
    {
      after,
      step,
      filter,
    }: {
      after: Key | undefined;
      step: number;
      filter: { expression: string; names?: Record<string, string>; values: Item };
    },
  ): AsyncGenerator<Item> {
    let from: Item | undefined = after && { ...after };
    let size = step;
    do {
      // Each page begins where the one before ended.
      const page = await client.send(
        new QueryCommand({
          TableName: tables.sessions,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          FilterExpression: filter.expression,
          ...(filter.names && { ExpressionAttributeNames: filter.names }),
          ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix, ...filter.values },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: Math.min(size, stepMax),
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      yield* page.Items ?? [];
      from = page.LastEvaluatedKey;
      size *= 2;
    } while (from);
  }

  const updateIf = (input: ConstructorParameters<typeof UpdateCommand>[0]): Promise<boolean> =>
    conditionHeld(client.send(new UpdateCommand(input)));

  return {
    async read(accountId, what) {
      const items = await batchGet([
        accountKey(accountId),
        ...(what.session === undefined ? [] : [sessionKey(accountId, what.session)]),
        ...(what.device === undefined ? [] : [deviceKey(accountId, what.device)]),
      ]);
      const find = <Stored>(type: string, to: (item: Item) => Stored): Stored | undefined => {
        const item = items.find((one) => one['type'] === type);
        return item && to(item);
      };
      return {
        account: find('account', toAccount),
        session: find('session', toSession),
        device: find('device', toDevice),
      };
    },

    async readSessions(accountId, keys) {
      return (await batchGet(keys.map((key) => sessionKey(accountId, key)))).map(toSession);
    },

    async readActivity(accountId, id) {
      const [item] = await batchGet([activityKey(accountId, id)]);
      return item && toActivity(item);
    },

    async commit(_accountId, changes) {
      try {
        await client.send(
          new TransactWriteCommand({ TransactItems: changes.map((change) => transactItem(change, tables, retention)) }),
        );
        return 'committed';
      } catch (error) {
        if (
          error instanceof TransactionCanceledException &&
          error.CancellationReasons?.every(({ Code }) => lostToSomeoneElse.has(Code ?? 'None'))
        ) {
          return 'conflict';
        }
        if (error instanceof TransactionCanceledException && error.CancellationReasons?.every(isTransient)) {
          throw new StoreUnavailableError('DynamoDB throttled a transaction', { cause: error });
        }
        throw error;
      }
    },

    async *listDevices(accountId, { after, state, step }) {
      const items = newestFirst(`ACCOUNT#${accountId}`, 'DEVICE#', {
        after: after && deviceKey(accountId, after),
        step,
        filter: {
          expression: `(attribute_not_exists(expiresAt) OR expiresAt > :now)${state ? ' AND #state = :state' : ''}`,
          ...(state && { names: { '#state': 'state' } }),
          values: { ':now': seconds(), ...(state && { ':state': state }) },
        },
      });
      for await (const item of items) yield toDevice(item);
    },

    async *listActivity(accountId, { after, device, step }) {
      const items = newestFirst(`ACCOUNT#${accountId}`, 'ACTIVITY#', {
        after: after && activityKey(accountId, after),
        step,
        filter: {
          expression: device ? 'expiresAt > :now AND #device.id = :device' : 'expiresAt > :now',
          ...(device && { names: { '#device': 'device' } }),
          values: { ':now': seconds(), ...(device && { ':device': device }) },
        },
      });
      for await (const item of items) yield toActivity(item);
    },

    async noteSeen(session, { at, place, ifBefore }) {
      const noted = await updateIf({
        TableName: tables.sessions,
        Key: sessionKey(session.accountId, session.key),
        UpdateExpression: 'SET lastSeenAt = :at',
        ConditionExpression: '#state = :active AND lastSeenAt < :ifBefore',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':at': at, ':ifBefore': ifBefore, ':active': 'active' },
      });
      if (!noted) return false;
      await updateIf({
        TableName: tables.sessions,
        Key: deviceKey(session.accountId, session.deviceId),
        UpdateExpression: `SET lastSeenAt = :at, sessions.#session.lastSeenAt = :at${place ? ', lastPlace = :place' : ''}`,
        ConditionExpression: 'attribute_exists(sessions.#session)',
        ExpressionAttributeNames: { '#session': session.id },
        ExpressionAttributeValues: { ':at': at, ...(place && { ':place': place }) },
      });
      return true;
    },
  };
};
