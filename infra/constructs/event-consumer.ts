import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ActivityType } from '../../shared/contracts/resources.ts';
import type { ConsumerName } from '../function-rights.ts';
import type { ConsumerSettings } from '../stage-settings.ts';
import { addDeadLetters } from './dead-letters.ts';

export interface EventConsumerProps {
  name: ConsumerName;
  fn: LambdaFunction;
  topic: Topic;
  eventTypes: readonly ActivityType[];
  settings: ConsumerSettings;
  /** What is wrong when an event was given up on, in a sentence. */
  deadLettersMean: string;
  alarmTopicArn?: string;
}

/**
 * Each time is put off for longer than the one before, at most three minutes (shared/events/event-consumer.ts): what is
 * down for three quarters of an hour mends itself, then a person is called.
 */
const receivesMax = 30;

/**
 * A function that works off a queue of its own with the events it is there for. It cannot hold up the others, and what
 * it has to give up lies in its dead letters, whole, to be sent again.
 */
export class EventConsumer extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: EventConsumerProps) {
    super(scope, id);
    const { fn, settings } = props;
    this.deadLetters = addDeadLetters(this, {
      name: props.name,
      meaning: props.deadLettersMean,
      ...(props.alarmTopicArn !== undefined && { alarmTopicArn: props.alarmTopicArn }),
    });
    this.queue = new Queue(this, 'Queue', {
      enforceSSL: true,
      encryption: QueueEncryption.SQS_MANAGED,
      // Lambda's advice: long enough for a batch that is throttled and tried again. The function shortens it itself
      // for what it has to put off.
      visibilityTimeout: Duration.seconds(6 * settings.timeoutSeconds),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: receivesMax },
    });

    props.topic.addSubscription(
      new SqsSubscription(this.queue, {
        rawMessageDelivery: true,
        filterPolicy: { eventType: SubscriptionFilter.stringFilter({ allowlist: [...props.eventTypes] }) },
        // For what does not even reach the queue.
        deadLetterQueue: this.deadLetters,
      }),
    );
    fn.addEnvironment('QUEUE_URL', this.queue.queueUrl);
    fn.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: settings.batchSize,
        maxConcurrency: settings.concurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
