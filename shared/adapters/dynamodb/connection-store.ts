import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createHash } from 'node:crypto';
import type { Connection, ConnectionStore } from '../../domain/connection/ports.ts';
import { secondsOf } from '../../domain/sign-out/end-sessions.ts';
import { accountKey, sessionKey } from './items.ts';

/** API Gateway closes every connection after two hours; what is still here then was not told of its end. */
const connectionSecondsMax = 2 * 3600 + 600;

const byId = (connectionId: string) => ({ pk: `CONNECTION#${connectionId}`, sk: 'CONNECTION' });
const byDevice = ({ accountId, deviceId, connectionId }: Connection) => ({
  ...accountKey(accountId),
  sk: `CONNECTION#${deviceId}#${connectionId}`,
});
/** Of a ticket only its hash is kept: it has 256 random bits, so it needs no slow one (ASVS 11.4.1). */
const ticketKey = (ticket: string) => ({
  pk: `TICKET#${createHash('sha256').update(ticket).digest('base64url')}`,
  sk: 'TICKET',
});

/** Connections and tickets in the sessions table. A connection lies under its own id and under its device's. */
export const dynamoDbConnectionStore = (
  client: DynamoDBDocumentClient,
  { table, now }: { table: string; now: () => Date },
): ConnectionStore => {
  const seconds = () => Math.floor(now().getTime() / 1000);
  return {
    async putTicket(ticket, { accountId, key }, usableUntil) {
      const Item = { ...ticketKey(ticket), type: 'ticket', accountId, key, usableUntil };
      await client.send(new PutCommand({ TableName: table, Item: { ...Item, expiresAt: secondsOf(usableUntil) } }));
    },

    async takeTicket(ticket) {
      const { Attributes } = await client.send(
        new DeleteCommand({ TableName: table, Key: ticketKey(ticket), ReturnValues: 'ALL_OLD' }),
      );
      if (!Attributes || String(Attributes['usableUntil']) <= now().toISOString()) return undefined;
      return { accountId: String(Attributes['accountId']), key: String(Attributes['key']) };
    },

    async open(connection, session) {
      const item = { type: 'connection', ...connection, expiresAt: seconds() + connectionSecondsMax };
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: { TableName: table, Item: { ...item, ...byId(connection.connectionId) } } },
              { Put: { TableName: table, Item: { ...item, ...byDevice(connection) } } },
              {
                ConditionCheck: {
                  TableName: table,
                  Key: sessionKey(session.accountId, session.key),
                  ConditionExpression: '#version = :version',
                  ExpressionAttributeNames: { '#version': 'version' },
                  ExpressionAttributeValues: { ':version': session.version },
                },
              },
            ],
          }),
        );
        return 'committed';
      } catch (error) {
        if (error instanceof TransactionCanceledException) return 'conflict';
        throw error;
      }
    },

    async find(connectionId) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: byId(connectionId), ConsistentRead: true }),
      );
      return Item && toConnection(Item);
    },

    async ofDevice(accountId, deviceId) {
      const connections: Connection[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        // Each page begins where the one before ended.
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
            FilterExpression: 'expiresAt > :now',
            ExpressionAttributeValues: {
              ':pk': accountKey(accountId).pk,
              ':prefix': `CONNECTION#${deviceId}#`,
              ':now': seconds(),
            },
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        );
        connections.push(...(page.Items ?? []).map(toConnection));
        from = page.LastEvaluatedKey;
      } while (from);
      return connections;
    },

    async remove(connection) {
      // Not in one transaction: either alone does no harm, and time takes what is left.
      for (const Key of [byDevice(connection), byId(connection.connectionId)]) {
        await client.send(new DeleteCommand({ TableName: table, Key }));
      }
    },
  };
};

const toConnection = (item: Record<string, unknown>): Connection => {
  if (item['type'] !== 'connection') throw new TypeError('expected an item of type connection');
  const { pk: _pk, sk: _sk, type: _type, expiresAt: _expiresAt, ...connection } = item;
  return connection as unknown as Connection;
};
