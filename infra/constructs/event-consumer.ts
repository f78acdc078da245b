import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { ActivityType } from '../../shared/contracts/resources.ts';
import type { ConsumerName } from '../function-rights.ts';
import { QueueWorker, type QueueWorkerProps } from './queue-worker.ts';

export interface EventConsumerProps extends Omit<QueueWorkerProps, 'receivesMax'> {
  name: ConsumerName;
  fn: LambdaFunction;
  topic: Topic;
  eventTypes: readonly ActivityType[];
}

/** What is down for three quarters of an hour mends itself, then a person is called. */
const receivesMax = 30;

/** A function that works off a queue of its own with the security events it is there for. */
export class EventConsumer extends QueueWorker {
  constructor(scope: Construct, id: string, { fn, topic, eventTypes, ...props }: EventConsumerProps) {
    super(scope, id, { ...props, receivesMax });
    topic.addSubscription(
      new SqsSubscription(this.queue, {
        rawMessageDelivery: true,
        filterPolicy: { eventType: SubscriptionFilter.stringFilter({ allowlist: [...eventTypes] }) },
        // For what does not even reach the queue.
        deadLetterQueue: this.deadLetters,
      }),
    );
    this.workedOffBy(fn);
  }
}
