import { Duration, Validations } from 'aws-cdk-lib';
import type { ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { type FilterCriteria, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { addDeadLetters } from './dead-letters.ts';
import { OperatorAlarm } from './operator-alarm.ts';

export interface StreamReaderProps {
  /** The function's. Its alarms and their runbooks are called `<name>-dead-letters` and `<name>-late`. */
  name: string;
  fn: LambdaFunction;
  table: Table;
  /** It wakes only for a record that fits one of them. */
  filters: ReturnType<typeof FilterCriteria.filter>[];
  /** What is wrong when a record was given up on, in a sentence. */
  deadLettersMean: string;
  /** What is wrong when records wait for more than `late.minutes`, in a sentence. */
  late: { means: string; minutes: number };
  alarmTopicArn?: string;
}

/** A function that follows the stream of a table: nothing in it is skipped in silence, and nothing holds it up for ever. */
export class StreamReader extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: StreamReaderProps) {
    super(scope, id);
    const alarmTopicArn = props.alarmTopicArn !== undefined && { alarmTopicArn: props.alarmTopicArn };
    // The letters only say where in the stream to look, but also that, and when.
    this.deadLetters = addDeadLetters(this, { name: props.name, meaning: props.deadLettersMean, ...alarmTopicArn });
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue itself, of an event source and not of another queue; an alarm watches it.',
    });

    props.fn.addEventSource(
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- CDK is not written for exactOptionalPropertyTypes
      new DynamoEventSource(props.table as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        // A device waits to be told.
        maxBatchingWindow: Duration.seconds(0),
        // Accounts are gone through beside each other; the order within an account is kept.
        parallelizationFactor: 4,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // Some minutes of waiting in all: it rides out a throttled table, and a bad record soon lets the others pass.
        retryAttempts: 8,
        // The stream keeps 24 hours: half for trying, half for a person to read what the dead letters point to.
        maxRecordAge: Duration.hours(12),
        onFailure: new SqsDlq(this.deadLetters),
        filters: props.filters,
      }),
    );
    Validations.of(props.fn.role ?? props.fn).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'dynamodb:ListStreams, which an event source needs, knows no resources.',
    });

    new OperatorAlarm(this, 'LateAlarm', {
      name: `${props.name}-late`,
      meaning: props.late.means,
      metric: props.fn.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'max' }),
      rings: { above: Duration.minutes(props.late.minutes).toMilliseconds() },
      lasting: Duration.minutes(3),
      ...(props.alarmTopicArn !== undefined && { topicArn: props.alarmTopicArn }),
    });
  }
}
