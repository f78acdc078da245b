import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RateLimiter } from '../../domain/ports.ts';

const windowSeconds = 60;

/**
 * Counts per account, action and minute, in one conditional write (ASVS 2.4.1). A call over the allowance writes
 * nothing.
 */
export const dynamoDbRateLimiter = (
  client: DynamoDBDocumentClient,
  {
    table,
    action,
    perMinute,
    now,
  }: { table: string; action: 'registration' | 'sign-out'; perMinute: number; now: () => Date },
): RateLimiter => ({
  async take(accountId) {
    const seconds = Math.floor(now().getTime() / 1000);
    const window = seconds - (seconds % windowSeconds);
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: `ACCOUNT#${accountId}`, sk: `RATE#${action}#${window}` },
          UpdateExpression: 'ADD #count :one SET expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(#count) OR #count < :allowance',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: {
            ':one': 1,
            ':allowance': perMinute,
            ':expiresAt': window + 2 * windowSeconds,
          },
        }),
      );
      return { allowed: true };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { allowed: false, retryAfter: window + windowSeconds - seconds };
    }
  },
});
