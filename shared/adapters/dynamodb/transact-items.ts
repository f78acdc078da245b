import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Change } from '../../domain/ports.ts';
import {
  accountItem,
  accountKey,
  activityItem,
  daySeconds,
  deviceItem,
  deviceKey,
  pushTokenKey,
  sessionEndKey,
  sessionItem,
  sessionKey,
  vaultKey,
} from './items.ts';
import type { Retention } from './items.ts';

export interface Tables {
  sessions: string;
  /** Only where the function may put refresh tokens into it. */
  vault?: string;
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const asItWas = (version: number) => ({
  ConditionExpression: '#version = :version',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':version': version },
});
const notThere = { ConditionExpression: 'attribute_not_exists(pk)' };

const put = <Stored extends { version: number }>(
  table: string,
  before: { version: number } | undefined,
  item: Stored,
): TransactItem => ({
  Put: {
    TableName: table,
    Item: { ...item, version: (before?.version ?? 0) + 1 },
    ...(before ? asItWas(before.version) : notThere),
  },
});

/** One change as one conditional write: it holds only if the record is still as it was read. */
export const transactItem = (change: Change, tables: Tables, retention: Retention): TransactItem => {
  switch (change.kind) {
    case 'account':
      return put(tables.sessions, change.before, accountItem(change.after));
    case 'session':
      return put(tables.sessions, change.before, sessionItem(change.after));
    case 'device':
      return put(tables.sessions, change.before, deviceItem(change.after, retention));
    case 'account-unchanged':
      return {
        ConditionCheck: {
          TableName: tables.sessions,
          Key: accountKey(change.account.accountId),
          ...asItWas(change.account.version),
        },
      };
    case 'last-sign-out': {
      const order = change.account.signOutAll?.orderId;
      return {
        Update: {
          TableName: tables.sessions,
          Key: accountKey(change.account.accountId),
          UpdateExpression: 'SET lastSignOutAt = :at ADD #version :one',
          ConditionExpression:
            'attribute_exists(pk) AND (attribute_not_exists(lastSignOutAt) OR lastSignOutAt <= :at) AND ' +
            (order === undefined ? 'attribute_not_exists(signOutAll)' : 'signOutAll.orderId = :order') +
            (change.review === undefined
              ? ''
              : ' AND review.mail.id = :review AND attribute_not_exists(review.mail.finishedAt)'),
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: {
            ':at': change.at,
            ':one': 1,
            ...(order !== undefined && { ':order': order }),
            ...(change.review !== undefined && { ':review': change.review }),
          },
        },
      };
    }
    case 'session-unchanged':
      return {
        ConditionCheck: {
          TableName: tables.sessions,
          Key: sessionKey(change.session.accountId, change.session.key),
          ...asItWas(change.session.version),
        },
      };
    case 'device-removed':
      return {
        Delete: {
          TableName: tables.sessions,
          Key: deviceKey(change.before.accountId, change.before.id),
          ...asItWas(change.before.version),
        },
      };
    case 'activity':
      return {
        Put: { TableName: tables.sessions, Item: activityItem(change.activity, retention), ...notThere },
      };
    case 'push-token-claimed': {
      const { accountId, key, tokensEndAt } = change.session;
      return {
        Put: {
          TableName: tables.sessions,
          Item: {
            ...pushTokenKey(change.push),
            type: 'push-token',
            accountId,
            key,
            expiresAt: tokensEndAt + daySeconds,
          },
        },
      };
    }
    case 'end-scheduled': {
      const { accountId, deviceId, id, endsAt } = change.session;
      return {
        Put: {
          TableName: tables.sessions,
          Item: { ...sessionEndKey(accountId, id), type: 'session-end', accountId, deviceId, id, expiresAt: endsAt },
        },
      };
    }
    case 'refresh-token': {
      if (!tables.vault) throw new TypeError('this function has no vault to put a refresh token into');
      const { key, clientId, tokensEndAt } = change.session;
      return {
        Put: {
          TableName: tables.vault,
          Item: {
            ...vaultKey(key, change.brought),
            refreshToken: change.refreshToken,
            clientId,
            expiresAt: tokensEndAt,
          },
        },
      };
    }
  }
};
