import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { StreamReader } from './stream-reader.ts';

export interface SessionSettlementProps {
  fn: LambdaFunction;
  sessions: Table;
  alarmTopicArn?: string;
}

/**
 * Ends session by session what one write has already ended for all: after "sign out everywhere", and when a session
 * has run out. It reads the stream of the sessions table; the guard does not wait for it, but the devices do: each
 * is told by the end of its own session.
 */
export class SessionSettlement extends StreamReader {
  constructor(scope: Construct, id: string, { sessions, ...props }: SessionSettlementProps) {
    super(scope, id, {
      ...props,
      name: 'settle-sessions',
      table: sessions,
      filters: [signedOutEverywhere, activeSessionExpired, sessionEndReached],
      deadLettersMean:
        'Ended sessions were given up on: they are refused, but not shown as signed out, and their devices not told.',
      late: {
        means: 'Ended sessions have waited for more than five minutes to be shown and told; they are refused.',
        minutes: 5,
      },
    });
  }
}

/** `META` with a moment before which every session counts as signed out. */
const signedOutEverywhere = FilterCriteria.filter({
  eventName: FilterRule.or('INSERT', 'MODIFY'),
  dynamodb: {
    Keys: { sk: { S: FilterRule.isEqual('META') } },
    NewImage: { signedOutBefore: { N: FilterRule.exists() } },
  },
});

/** Only time deletes a session that is still active. */
const activeSessionExpired = FilterCriteria.filter({
  eventName: FilterRule.isEqual('REMOVE'),
  dynamodb: { OldImage: { type: { S: FilterRule.isEqual('session') }, state: { S: FilterRule.isEqual('active') } } },
});

/** A session outlives its end as a row. Where that would be told too late, a marker beside it ends with it. */
const sessionEndReached = FilterCriteria.filter({
  eventName: FilterRule.isEqual('REMOVE'),
  dynamodb: { OldImage: { type: { S: FilterRule.isEqual('session-end') } } },
});
