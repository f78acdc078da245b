import { Duration, TimeZone, Validations } from 'aws-cdk-lib';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { planRun } from '../../shared/contracts/review-messages.ts';
import type { WorkerName } from '../function-rights.ts';
import type { ReviewSettings, WorkerSettings } from '../stage-settings.ts';
import { addDeadLetters } from './dead-letters.ts';
import { OperatorAlarm } from './operator-alarm.ts';
import { QueueWorker, visibilitySeconds } from './queue-worker.ts';

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
  private readonly props: MonthlyReviewProps;

  constructor(scope: Construct, id: string, props: MonthlyReviewProps) {
    super(scope, id);
    this.props = props;
    const { settings, workers, ...alarms } = props;
    checkClaim(settings, workers['note-mail-events']);
    checkPace(settings, workers['send-review']);
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
        hour: hourOf(settings),
        timeZone: timeZoneOf(settings),
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
    this.watch(plan);
  }

  private watch(plan: LambdaFunction): void {
    const { settings, alarmTopicArn } = this.props;
    const topicArn = alarmTopicArn !== undefined && { topicArn: alarmTopicArn };
    new OperatorAlarm(this, 'RunMissingAlarm', {
      name: 'review-run-missing',
      meaning: 'No run of the monthly review has begun when the day was over: nobody is asked.',
      metric: countedBy(plan, 'ReviewRuns', { period: Duration.hours(1), statistic: 'sum' }),
      rings: { below: 1 },
      // From one run to the next: a day, an hour more when the clock goes back, and the window.
      lasting: Duration.hours(25 + Math.ceil(settings.flexibleMinutes / 60)),
      silence: 'wrong',
      ...topicArn,
    });
    new OperatorAlarm(this, 'LeftBehindAlarm', {
      name: 'reviews-left-behind',
      meaning: 'Accounts have been due for their monthly review for more than two days, and were not mailed.',
      // There is one figure a day: it holds until the next.
      metric: countedBy(plan, 'ReviewOldestDueDays', { period: Duration.days(1), statistic: 'max' }),
      rings: { above: 2 },
      lasting: Duration.days(1),
      ...topicArn,
    });
  }
}

// Both are asked for here, for a deployment would only find out when most of it is done.

function hourOf({ hour }: ReviewSettings): string {
  if (Number.isInteger(hour) && hour >= 0 && hour <= 23) return String(hour);
  throw new Error(`reviews.hour: ${hour} is no hour of a day. It is one of 0 to 23.`);
}

/**
 * What SES tells of a mail may itself be killed on its way, and comes back when its queue lets it: twice of that must
 * fit into a claim, or an owner is asked twice.
 */
function checkClaim({ claimSeconds }: ReviewSettings, { timeoutSeconds }: WorkerSettings): void {
  const secondsMin = 3 * visibilitySeconds(timeoutSeconds);
  if (claimSeconds >= secondsMin) return;
  throw new Error(
    `reviews.claimSeconds: ${claimSeconds} is too short. With workers['note-mail-events'].timeoutSeconds at ` +
      `${timeoutSeconds} it is at least ${secondsMin}.`,
  );
}

/** What the function's SES client waits for at most, in seconds (shared/adapters/ses/mailer.ts), with some to spare. */
const sesSeconds = 9;

/** A batch that is sent at the rate of the stage must fit into the time of its function, and that into a claim. */
function checkPace(
  { mailsPerSecond, claimSeconds }: ReviewSettings,
  { batchSize, concurrency, timeoutSeconds }: WorkerSettings,
): void {
  const seconds = Math.ceil((batchSize * concurrency) / mailsPerSecond) + sesSeconds;
  if (!(mailsPerSecond > 0) || seconds > timeoutSeconds) {
    throw new Error(
      `reviews.mailsPerSecond: at ${mailsPerSecond} a batch takes ${seconds} s, and workers['send-review'].timeoutSeconds ` +
        `is ${timeoutSeconds}. Lower its batchSize or concurrency, or give it more time.`,
    );
  }
  if (claimSeconds <= timeoutSeconds) {
    throw new Error(
      `reviews.claimSeconds: ${claimSeconds} is too short. It is more than workers['send-review'].timeoutSeconds, ` +
        `which is ${timeoutSeconds}: an attempt must not outlive its claim.`,
    );
  }
}

function timeZoneOf({ timeZone }: ReviewSettings): TimeZone {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new Error(`reviews.timeZone: "${timeZone}" is no time zone. It looks like Europe/Berlin.`);
  }
  return TimeZone.of(timeZone);
}

/** What a function counts itself (shared/observability/metrics.ts), under the name that it is deployed by. */
const countedBy = (fn: LambdaFunction, metricName: string, options: MetricOptions): Metric =>
  new Metric({ namespace: 'RemoteSignOut', metricName, dimensionsMap: { service: fn.functionName }, ...options });
