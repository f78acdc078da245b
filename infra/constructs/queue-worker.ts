import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ConsumerName, WorkerName } from '../function-rights.ts';
import type { WorkerSettings } from '../stage-settings.ts';
import { addDeadLetters } from './dead-letters.ts';

export interface QueueWorkerProps {
  name: ConsumerName | WorkerName;
  settings: WorkerSettings;
  /**
   * Each time is put off for longer than the one before, at most three minutes (shared/events): 30 are three quarters
   * of an hour, 60 are two hours.
   */
  receivesMax: number;
  /** What is wrong when a message was given up on, in a sentence. */
  deadLettersMean: string;
  alarmTopicArn?: string;
}

/** So long a message that was given out is nobody else's: long enough for a batch that is throttled and tried again. */
export const visibilitySeconds = (timeoutSeconds: number): number => 6 * timeoutSeconds;

/**
 * A queue with a function that works it off. It cannot hold up the others, and what it has to give up lies in its dead
 * letters, whole, to be sent again.
 */
export class QueueWorker extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  private readonly settings: WorkerSettings;

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    this.settings = props.settings;
    this.deadLetters = addDeadLetters(this, {
      name: props.name,
      meaning: props.deadLettersMean,
      ...(props.alarmTopicArn !== undefined && { alarmTopicArn: props.alarmTopicArn }),
    });
    this.queue = new Queue(this, 'Queue', {
      enforceSSL: true,
      encryption: QueueEncryption.SQS_MANAGED,
      // Lambda's advice. The function shortens it itself for what it has to put off.
      visibilityTimeout: Duration.seconds(visibilitySeconds(props.settings.timeoutSeconds)),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.receivesMax },
    });
  }

  /** Gives the queue its function. Not from the start, for functions are told where queues are. */
  workedOffBy(fn: LambdaFunction): void {
    fn.addEnvironment('QUEUE_URL', this.queue.queueUrl);
    fn.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: this.settings.batchSize,
        maxConcurrency: this.settings.concurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
