import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { join } from 'node:path';

export interface SessionEventsStackProps {
  /** The output `EventsTopicArn` of Remote Sign-Out. */
  eventsTopicArn: string;
}

/** Every event by which sessions end: those that name them, and the orders for a whole account. */
const eventTypes = [
  'session-signed-out',
  'device-signed-out',
  'session-replaced',
  'session-expired',
  'others-signed-out',
  'everywhere-signed-out',
];

/** Another team's stack: a queue of the ends of sessions, and a function that ends what it keeps for them. */
export class SessionEventsStack extends Stack {
  constructor(scope: Construct, id: string, { eventsTopicArn }: SessionEventsStackProps) {
    super(scope, id, { description: 'Ends the connections of sessions that were signed out' });
    const common = { enforceSSL: true, encryption: QueueEncryption.SQS_MANAGED, retentionPeriod: Duration.days(14) };
    const deadLetters = new Queue(this, 'DeadLetters', common);
    const queue = new Queue(this, 'Queue', {
      ...common,
      visibilityTimeout: Duration.seconds(60),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    Validations.of(deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue itself.',
    });

    // The subscription also writes the queue's policy: this topic, and nobody else, may send to it.
    Topic.fromTopicArn(this, 'SecurityEvents', eventsTopicArn).addSubscription(
      new SqsSubscription(queue, {
        rawMessageDelivery: true,
        filterPolicy: { eventType: SubscriptionFilter.stringFilter({ allowlist: eventTypes }) },
        // For what does not even reach the queue.
        deadLetterQueue: deadLetters,
      }),
    );

    const endSessions = new LambdaFunction(this, 'EndSessions', {
      code: Code.fromAsset(join(import.meta.dirname, 'end-sessions')),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.seconds(10),
    });
    endSessions.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true }));
    Validations.of(endSessions).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      reason: 'The function of an example does nothing but write its log.',
    });
  }
}
