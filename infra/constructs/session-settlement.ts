import { Duration, Validations } from 'aws-cdk-lib';
import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { OperatorAlarm } from './operator-alarm.ts';

export interface SessionSettlementProps {
  fn: LambdaFunction;
  sessions: Table;
  alarmTopicArn?: string;
}

/**
 * Ends session by session what one write has already ended for all: after "sign out everywhere", and when a session
 * has run out. It reads the stream of the sessions table; the guard does not wait for it.
 */
export class SessionSettlement extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: SessionSettlementProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      enforceSSL: true,
      encryption: QueueEncryption.SQS_MANAGED,
      // The longest there is. The letters only say where in the stream to look, but also that, and when.
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue itself, of an event source and not of another queue; an alarm watches it.',
    });

    props.fn.addEventSource(
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- CDK is not written for exactOptionalPropertyTypes
      new DynamoEventSource(props.sessions as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        // Nobody waits for it, and a wave of sign-outs then comes in full batches.
        maxBatchingWindow: Duration.seconds(1),
        // Accounts are settled beside each other; the order within an account is kept.
        parallelizationFactor: 4,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // Some minutes of waiting in all: it rides out a throttled table, and a bad record soon lets the others pass.
        retryAttempts: 8,
        // The stream keeps 24 hours: half for trying, half for a person to read what the dead letters point to.
        maxRecordAge: Duration.hours(12),
        onFailure: new SqsDlq(this.deadLetters),
        filters: [signedOutEverywhere, activeSessionExpired],
      }),
    );
    Validations.of(props.fn.role ?? props.fn).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'dynamodb:ListStreams, which an event source needs, knows no resources.',
    });

    new OperatorAlarm(this, 'DeadLettersAlarm', {
      name: 'settle-sessions-dead-letters',
      meaning: 'Ended sessions were given up on: they are refused, but not yet shown as signed out.',
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'max',
      }),
      above: 0,
      minutes: 1,
      ...(props.alarmTopicArn !== undefined && { topicArn: props.alarmTopicArn }),
    });
    new OperatorAlarm(this, 'LateAlarm', {
      name: 'settle-sessions-late',
      meaning: 'Ended sessions have waited for more than five minutes to be shown as signed out; they are refused.',
      metric: props.fn.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'max' }),
      above: Duration.minutes(5).toMilliseconds(),
      minutes: 3,
      ...(props.alarmTopicArn !== undefined && { topicArn: props.alarmTopicArn }),
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
