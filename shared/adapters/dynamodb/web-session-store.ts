import { createHash } from 'node:crypto';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { WebSession, WebSessionStore, WebTokens } from '../../domain/web-session/ports.ts';
import { seal, unseal } from '../system/seal.ts';
import { conditionHeld } from './condition-held.ts';

export interface WebSessionStoreProps {
  table: string;
  now: () => Date;
}

/**
 * The table of browsers that are signed in. The key is the hash of the cookie, and the tokens are sealed under the
 * cookie itself: whoever reads the whole table, or a backup of it, holds no session and no token.
 */
export const dynamoDbWebSessionStore = (
  client: DynamoDBDocumentClient,
  { table, now }: WebSessionStoreProps,
): WebSessionStore => ({
  async put(id, { accountId, endsAt, version, ...tokens }) {
    const pk = keyOf(id);
    const Item = { pk, accountId, version, expiresAt: endsAt, tokens: sealed(tokens, id, pk) };
    await client.send(new PutCommand({ TableName: table, Item }));
  },

  async read(id) {
    const pk = keyOf(id);
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { pk }, ConsistentRead: true }));
    // DynamoDB removes items days after their end.
    if (!Item || Number(Item['expiresAt']) <= now().getTime() / 1000) return undefined;
    return {
      ...(JSON.parse(unseal(Item['tokens'] as Uint8Array, id, pk)) as WebTokens),
      accountId: String(Item['accountId']),
      endsAt: Number(Item['expiresAt']),
      version: Number(Item['version']),
    };
  },

  async replaceTokens(id, read, tokens) {
    const pk = keyOf(id);
    return conditionHeld(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk },
          UpdateExpression: 'SET #tokens = :tokens, #version = :next',
          ConditionExpression: '#version = :read',
          ExpressionAttributeNames: { '#tokens': 'tokens', '#version': 'version' },
          ExpressionAttributeValues: {
            ':tokens': sealed(tokens, id, pk),
            ':read': read.version,
            ':next': read.version + 1,
          },
        }),
      ),
    );
  },

  async remove(id) {
    await client.send(new DeleteCommand({ TableName: table, Key: { pk: keyOf(id) } }));
  },
});

const keyOf = (id: string): string => `WEB#${createHash('sha256').update(id).digest('hex')}`;

const sealed = ({ accessToken, accessTokenEndsAt, refreshToken }: WebTokens | WebSession, id: string, pk: string) =>
  seal(JSON.stringify({ accessToken, accessTokenEndsAt, refreshToken } satisfies WebTokens), id, pk);
