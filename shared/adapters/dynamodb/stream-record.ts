import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { DeviceId, SessionId } from '../../contracts/values.ts';
import type { Account, AccountId } from '../../domain/account/account.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import { toAccount, toActivity, toSession, toSessionEnd } from './items.ts';

/** What a change of the table means to the functions that read its stream. */
export type StreamedChange =
  | { kind: 'account-written'; before: Account | undefined; after: Account }
  | { kind: 'session-ended'; accountId: AccountId; deviceId: DeviceId; sessionId: SessionId }
  | { kind: 'activity-recorded'; activity: Activity }
  | { kind: 'other' };

/** @throws where a record holds something that this code does not write */
export const readStreamRecord = ({ dynamodb }: DynamoDBRecord): StreamedChange => {
  const before = item(dynamodb?.OldImage);
  const after = item(dynamodb?.NewImage);
  if (after?.['type'] === 'account') {
    return { kind: 'account-written', before: before && toAccount(before), after: toAccount(after) };
  }
  if (!before && after?.['type'] === 'activity') return { kind: 'activity-recorded', activity: toActivity(after) };
  if (!after && (before?.['type'] === 'session' || before?.['type'] === 'session-end')) {
    const { accountId, deviceId, id } = before['type'] === 'session' ? toSession(before) : toSessionEnd(before);
    return { kind: 'session-ended', accountId, deviceId, sessionId: id };
  }
  return { kind: 'other' };
};

const item = (image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']) =>
  image && unmarshall(image as Record<string, AttributeValue>);
