import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Deposit, Vault } from '../../domain/telling/ports.ts';
import { conditionHeld } from './condition-held.ts';
import { vaultKey } from './items.ts';

/** The table of refresh tokens, for the one function that may look into it. */
export const dynamoDbVault = (client: DynamoDBDocumentClient, table: string): Vault => ({
  async read(key) {
    const deposits = await Promise.all(
      (['first', 'later'] as const).map(async (brought): Promise<Deposit[]> => {
        const { Item } = await client.send(
          new GetCommand({ TableName: table, Key: vaultKey(key, brought), ConsistentRead: true }),
        );
        return Item
          ? [{ refreshToken: String(Item['refreshToken']), clientId: String(Item['clientId']), brought }]
          : [];
      }),
    );
    return deposits.flat();
  },

  async remove(key, { brought, refreshToken }) {
    await conditionHeld(
      client.send(
        new DeleteCommand({
          TableName: table,
          Key: vaultKey(key, brought),
          ConditionExpression: 'refreshToken = :token',
          ExpressionAttributeValues: { ':token': refreshToken },
        }),
      ),
    );
  },
});
