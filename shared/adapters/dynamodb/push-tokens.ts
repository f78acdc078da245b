import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Session } from '../../domain/session/session.ts';
import type { PushTokens } from '../../domain/telling/ports.ts';
import { conditionHeld } from './condition-held.ts';
import { pushTokenKey } from './items.ts';

/** Whose a push token is, in the sessions table. Registration and check-in write it; they overwrite the endpoint too. */
export const dynamoDbPushTokens = (client: DynamoDBDocumentClient, table: string): PushTokens => {
  const ownedBy = ({ accountId, key }: Pick<Session, 'accountId' | 'key'>) => ({
    ConditionExpression: 'accountId = :account AND #key = :key',
    ExpressionAttributeNames: { '#key': 'key' },
    values: { ':account': accountId, ':key': key },
  });
  return {
    async owner(push) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: pushTokenKey(push), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { accountId, key, endpoint } = Item;
      return {
        accountId: String(accountId),
        key: String(key),
        ...(typeof endpoint === 'string' && { endpoint }),
      };
    },

    async remember(push, session, endpoint) {
      const { values, ...condition } = ownedBy(session);
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: pushTokenKey(push),
            UpdateExpression: 'SET endpoint = :endpoint',
            ...condition,
            ExpressionAttributeValues: { ...values, ':endpoint': endpoint },
          }),
        ),
      );
    },

    async forget(push, session) {
      const { values, ...condition } = ownedBy(session);
      await conditionHeld(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: pushTokenKey(push),
            ...condition,
            ExpressionAttributeValues: values,
          }),
        ),
      );
    },
  };
};
