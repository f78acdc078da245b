import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { reviewIndex } from '../../contracts/review-index.ts';
import type { ReviewCalendar } from '../../domain/review/ports.ts';
import { accountIdOf, accountKey } from './items.ts';

/**
 * The sparse index of the sessions table over the accounts that are to be asked. It is brought along shortly after the
 * table (an index cannot be read consistently): whoever is missed in that moment is found the day after.
 */
export const dynamoDbReviewCalendar = (client: DynamoDBDocumentClient, table: string): ReviewCalendar => ({
  async listDue(shard, { dueBy, after, limit }) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: reviewIndex.name,
        KeyConditionExpression: '#shard = :shard AND #dueOn <= :dueBy',
        ExpressionAttributeNames: { '#shard': reviewIndex.shard, '#dueOn': reviewIndex.dueOn },
        ExpressionAttributeValues: { ':shard': shard, ':dueBy': dueBy },
        Limit: limit,
        ...(after && {
          ExclusiveStartKey: {
            ...accountKey(after.accountId),
            [reviewIndex.shard]: shard,
            [reviewIndex.dueOn]: after.dueOn,
          },
        }),
      }),
    );
    const accounts = Items.map((item) => ({
      accountId: accountIdOf({ pk: String(item['pk']) }),
      dueOn: String(item[reviewIndex.dueOn]),
    }));
    return { accounts, more: LastEvaluatedKey !== undefined };
  },
});
