import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RateLimiter } from '../../domain/ports.ts';
import { conditionHeld } from './condition-held.ts';

/** What is counted, and over how many seconds. */
const windows = { registration: 60, 'sign-out': 60, connection: 60, alert: 86_400, 'order-alert': 86_400 } as const;

export interface RateLimiterProps {
  table: string;
  action: keyof typeof windows;
  /** How many an account may have within a window. */
  allowance: number;
  now: () => Date;
}

/**
 * Counts per account, action and window, in one conditional write (ASVS 2.4.1). A call over the allowance writes
 * nothing.
 */
export const dynamoDbRateLimiter = (
  client: DynamoDBDocumentClient,
  { table, action, allowance, now }: RateLimiterProps,
): RateLimiter => ({
  async take(accountId) {
    const seconds = Math.floor(now().getTime() / 1000);
    const windowSeconds = windows[action];
    const window = seconds - (seconds % windowSeconds);
    let count = 0;
    const allowed = await conditionHeld(
      client
        .send(
          new UpdateCommand({
            TableName: table,
            Key: { pk: `ACCOUNT#${accountId}`, sk: `RATE#${action}#${window}` },
            UpdateExpression: 'ADD #count :one SET expiresAt = :expiresAt',
            ConditionExpression: 'attribute_not_exists(#count) OR #count < :allowance',
            ExpressionAttributeNames: { '#count': 'count' },
            ExpressionAttributeValues: {
              ':one': 1,
              ':allowance': allowance,
              ':expiresAt': window + 2 * windowSeconds,
            },
            ReturnValues: 'UPDATED_NEW',
          }),
        )
        .then(({ Attributes }) => void (count = Number(Attributes?.['count']))),
    );
    return allowed
      ? { allowed: true, isLast: count === allowance }
      : { allowed: false, retryAfter: window + windowSeconds - seconds };
  },
});
