import { Duration, TimeZone, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { planRun } from '../../shared/contracts/review-messages.ts';
import type { WorkerName } from '../function-rights.ts';
import type { ReviewSettings, WorkerSettings } from '../stage-settings.ts';
import { addDeadLetters } from './dead-letters.ts';
import { QueueWorker } from './queue-worker.ts';

export interface MonthlyReviewProps {
  settings: ReviewSettings;
  workers: Record<WorkerName, WorkerSettings>;
  alarmTopicArn?: string;
}

/** Two hours of an SES that is down. The next day's run would find the accounts again in any case. */
const receivesMax = 60;

/** Asks each account once a month: every day a run finds who is due, and sends their mails. */
export class MonthlyReview extends Construct {
  readonly plan: QueueWorker;
  readonly send: QueueWorker;
  /** Of the schedule itself. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { settings, workers, ...alarms }: MonthlyReviewProps) {
    super(scope, id);
    this.plan = new QueueWorker(this, 'Plan', {
      name: 'plan-reviews',
      settings: workers['plan-reviews'],
      receivesMax,
      deadLettersMean:
        'Accounts that are due for their monthly review were not found in full; the next run finds them.',
      ...alarms,
    });
    this.send = new QueueWorker(this, 'Send', {
      name: 'send-review',
      settings: workers['send-review'],
      receivesMax,
      deadLettersMean: 'Owners were not mailed for their monthly review; the next run tries them again.',
      ...alarms,
    });

    const daily = new Construct(this, 'Daily');
    this.deadLetters = addDeadLetters(daily, {
      name: 'review-schedule',
      meaning: 'A run of the monthly review did not get into its queue: on that day nobody is asked.',
      ...alarms,
    });
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue itself, of a schedule and not of another queue; an alarm watches it.',
    });
    new Schedule(daily, 'Schedule', {
      description: 'Remote Sign-Out: finds the accounts that are due for their monthly review',
      schedule: ScheduleExpression.cron({
        minute: '0',
        hour: String(settings.hour),
        timeZone: TimeZone.of(settings.timeZone),
      }),
      timeWindow: TimeWindow.flexible(Duration.minutes(settings.flexibleMinutes)),
      target: new SqsSendMessage(this.plan.queue, {
        input: ScheduleTargetInput.fromObject(planRun),
        // A run that is half a day late is still that day's; the next one does its work otherwise.
        maxEventAge: Duration.hours(12),
        retryAttempts: 185,
        deadLetterQueue: this.deadLetters,
      }),
    });
  }

  /** Gives each queue its function. Not from the start, for planning is told where both queues are. */
  workedOffBy({ plan, send }: Record<'plan' | 'send', LambdaFunction>): void {
    this.plan.workedOffBy(plan);
    this.send.workedOffBy(send);
  }
}
