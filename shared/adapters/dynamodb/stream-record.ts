import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Account } from '../../domain/account/account.ts';
import type { Session } from '../../domain/session/session.ts';
import { toAccount, toSession } from './items.ts';

/** What a change of the table means to the functions that read its stream. */
export type StreamedChange =
  | { kind: 'account-written'; before: Account | undefined; after: Account }
  | { kind: 'session-removed'; session: Session }
  | { kind: 'other' };

/** @throws where a record holds something that this code does not write */
export const readStreamRecord = ({ dynamodb }: DynamoDBRecord): StreamedChange => {
  const before = item(dynamodb?.OldImage);
  const after = item(dynamodb?.NewImage);
  if (after?.['type'] === 'account') {
    return { kind: 'account-written', before: before && toAccount(before), after: toAccount(after) };
  }
  if (!after && before?.['type'] === 'session') return { kind: 'session-removed', session: toSession(before) };
  return { kind: 'other' };
};

const item = (image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']) =>
  image && unmarshall(image as Record<string, AttributeValue>);
