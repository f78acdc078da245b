import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { StreamReader } from './stream-reader.ts';

export interface EventOutboxProps {
  fn: LambdaFunction;
  sessions: Table;
  alarmTopicArn?: string;
}

/**
 * Sends every activity to the topic. The activity is written in the same transaction as the change that it tells of,
 * so there is no change without its event, and no event without its change.
 */
export class EventOutbox extends StreamReader {
  constructor(scope: Construct, id: string, { sessions, ...props }: EventOutboxProps) {
    super(scope, id, {
      ...props,
      name: 'publish-events',
      table: sessions,
      filters: [activityWritten],
      deadLettersMean: 'Security events were given up on: nobody is told of these sign-outs and sign-ins.',
      late: {
        means: 'Security events have waited for more than a minute: devices that are signed out are refused, not told.',
        minutes: 1,
      },
    });
  }
}

const activityWritten = FilterCriteria.filter({
  eventName: FilterRule.isEqual('INSERT'),
  dynamodb: { NewImage: { type: { S: FilterRule.isEqual('activity') } } },
});
