import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AlertLedger } from '../../domain/telling/ports.ts';
import { conditionHeld } from './condition-held.ts';
import { accountKey } from './items.ts';

/** So long, in seconds, one attempt has to send a mail before another may try. */
const leaseSeconds = 30;
/** Longer than a message can wait anywhere: two weeks in a dead-letter queue, and once more in its own. */
const keptSeconds = 35 * 86_400;

/** Which events an e-mail went out for, in the sessions table: SES has no idempotency of its own. */
export const dynamoDbAlertLedger = (
  client: DynamoDBDocumentClient,
  { table, now }: { table: string; now: () => Date },
): AlertLedger => {
  const keyOf = (accountId: string, eventId: string) => ({ ...accountKey(accountId), sk: `ALERT#${eventId}` });
  const seconds = () => Math.floor(now().getTime() / 1000);
  return {
    async claim(accountId, eventId) {
      const Key = keyOf(accountId, eventId);
      const lease = { leaseUntil: seconds() + leaseSeconds, expiresAt: seconds() + keptSeconds };
      const isNew = await conditionHeld(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...Key, type: 'alert', ...lease },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
      if (isNew) return 'claimed';

      let isCounted = false;
      const takeOver = new UpdateCommand({
        TableName: table,
        Key,
        UpdateExpression: 'SET leaseUntil = :until',
        ConditionExpression: 'attribute_not_exists(sentAt) AND leaseUntil <= :now',
        ExpressionAttributeValues: { ':until': lease.leaseUntil, ':now': seconds() },
        ReturnValues: 'ALL_OLD',
      });
      const isFree = await conditionHeld(
        client.send(takeOver).then(({ Attributes }) => (isCounted = Attributes?.['counted'] === true)),
      );
      if (isFree) return isCounted ? 'claimed-again' : 'claimed';
      const isSent = await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key,
            // Extends its life, while it is asked for.
            UpdateExpression: 'SET expiresAt = :expiresAt',
            ConditionExpression: 'attribute_exists(sentAt)',
            ExpressionAttributeValues: { ':expiresAt': lease.expiresAt },
          }),
        ),
      );
      return isSent ? 'done' : 'busy';
    },

    async markCounted(accountId, eventId) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: keyOf(accountId, eventId),
          UpdateExpression: 'SET #counted = :true',
          ExpressionAttributeNames: { '#counted': 'counted' },
          ExpressionAttributeValues: { ':true': true },
        }),
      );
    },

    async markSent(accountId, eventId) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: keyOf(accountId, eventId),
          UpdateExpression: 'SET sentAt = :now, expiresAt = :expiresAt',
          ExpressionAttributeValues: { ':now': seconds(), ':expiresAt': seconds() + keptSeconds },
        }),
      );
    },
  };
};
