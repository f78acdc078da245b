import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { stageSettings } from '../../infra/config.ts';
import { MonthlyReview } from '../../infra/constructs/monthly-review.ts';
import type { ReviewSettings } from '../../infra/stage-settings.ts';
import { planMessage } from '../../shared/contracts/review-messages.ts';
import { createCount, type MetricName } from '../../shared/observability/metrics.ts';
import { expectRunbooks } from './support/expect-runbooks.ts';
import { someFunction } from './support/some-function.ts';
import { templateOf } from './support/template-of.ts';

const alarmTopic = 'arn:aws:sns:eu-central-1:111122223333:alarms';
const { workers, reviews } = stageSettings('prod');

const template = (settings: Partial<ReviewSettings> = {}, given = workers): Template =>
  templateOf((scope) => {
    const review = new MonthlyReview(scope, 'Review', {
      settings: { ...reviews, ...settings },
      workers: given,
      alarmTopicArn: alarmTopic,
    });
    review.workedOffBy({ plan: someFunction(scope, 'Planning'), send: someFunction(scope, 'Sending') });
  });

const arnOf = (queue: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^Review${queue}`), 'Arn'] });

const alarmOf = (review: Template, name: string) => {
  const alarms = Object.values(review.findResources('AWS::CloudWatch::Alarm'));
  const found = alarms.find((alarm) => alarm['Properties'].AlarmName === `test-${name}`);
  if (!found) throw new Error(`no alarm ${name}`);
  return found['Properties'] as Record<string, unknown>;
};

describe('the schedule of the monthly review', () => {
  test('begins a run every day, at the hour of the stage’s own time zone', () => {
    template({ timeZone: 'Europe/Berlin', hour: 7, flexibleMinutes: 45 }).hasResourceProperties(
      'AWS::Scheduler::Schedule',
      {
        ScheduleExpression: 'cron(0 7 * * ? *)',
        ScheduleExpressionTimezone: 'Europe/Berlin',
        FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 45 },
        State: 'ENABLED',
      },
    );
  });

  test('sends what plan-reviews takes for a run', () => {
    const schedules = Object.values(template().findResources('AWS::Scheduler::Schedule')) as {
      Properties: { Target: { Input: string } };
    }[];
    const sent = schedules.map(({ Properties }) => planMessage.parse(JSON.parse(Properties.Target.Input)));
    expect(sent).toEqual([{ version: 1, kind: 'run' }]);
  });

  test('tries for half a day, and what does not get into the queue lies in dead letters of its own', () => {
    template().hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: {
        Arn: arnOf('PlanQueue'),
        RetryPolicy: { MaximumEventAgeInSeconds: 12 * 3600, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: arnOf('DailyDeadLetters') },
      },
    });
  });

  test('its role is for schedules of this AWS account alone, and may send to its queue and its dead letters', () => {
    const review = template();
    review.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: {
                'aws:SourceAccount': { Ref: 'AWS::AccountId' },
                'aws:SourceArn': { 'Fn::Join': ['', Match.arrayWith([':schedule-group/default'])] },
              },
            },
          },
        ],
      },
    });
    review.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('^Scheduler'),
      PolicyDocument: {
        Statement: [
          { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: [arnOf('DailyDeadLetters'), arnOf('PlanQueue')] },
        ],
      },
    });
  });

  test('a claim that is shorter than the word of SES may take is not deployed: an owner would be asked twice', () => {
    const secondsMin = 3 * 6 * workers['note-mail-events'].timeoutSeconds;
    expect(() => template({ claimSeconds: secondsMin - 1 })).toThrow(`it is at least ${secondsMin}`);
    expect(() => template({ claimSeconds: secondsMin })).not.toThrow();
  });

  test('a rate at which a batch outlives its function, or a claim that does not outlive it, is not deployed', () => {
    for (const mailsPerSecond of [0.5, 0, -1]) {
      expect(() => template({ mailsPerSecond })).toThrow('reviews.mailsPerSecond');
    }
    const { timeoutSeconds } = workers['note-mail-events'];
    const outlived = { ...workers, 'send-review': { ...workers['send-review'], timeoutSeconds: 18 * timeoutSeconds } };
    expect(() => template({ claimSeconds: 18 * timeoutSeconds }, outlived)).toThrow('must not outlive its claim');
  });

  test('a stage with a time zone or an hour that is none is not deployed', () => {
    expect(() => template({ timeZone: 'Europe/Bonn' })).toThrow('"Europe/Bonn" is no time zone');
    for (const hour of [24, -1, 7.5]) expect(() => template({ hour })).toThrow(`${hour} is no hour of a day`);
  });
});

describe('the queues of the monthly review', () => {
  test('are given up on after two hours of an SES that is down', () => {
    const review = template();
    for (const name of ['Plan', 'Send']) {
      review.hasResourceProperties('AWS::SQS::Queue', {
        RedrivePolicy: { deadLetterTargetArn: arnOf(`${name}DeadLetters`), maxReceiveCount: 60 },
      });
    }
  });

  test('let nobody in by their own policy, and ask for TLS', () => {
    template().allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Action: 'sqs:*',
            Principal: { AWS: '*' },
            Resource: Match.anyValue(),
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
        Version: '2012-10-17',
      },
    });
  });

  test('no more mails are sent at a time than are set, and one that fails does not bring back the others', () => {
    const { concurrency, batchSize } = workers['send-review'];
    template().hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: arnOf('SendQueue'),
      BatchSize: batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: concurrency },
    });
  });

  test('planning has an instance for each shard, and time for pages beside the ten seconds that it keeps in hand', () => {
    for (const stage of ['local', 'dev', 'prod']) {
      const { timeoutSeconds, concurrency } = stageSettings(stage).workers['plan-reviews'];
      expect([stage, timeoutSeconds > 15, concurrency]).toEqual([stage, true, 16]);
    }
  });
});

describe('the alarms of the monthly review', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('each has its runbook', () => {
    expectRunbooks(template(), alarmTopic, [
      'plan-reviews-dead-letters',
      'review-run-missing',
      'review-schedule-dead-letters',
      'reviews-left-behind',
      'send-review-dead-letters',
    ]);
  });

  test('one rings when a day, the hour of a clock that goes back and the window have passed without a run', () => {
    const missing = (flexibleMinutes: number) => alarmOf(template({ flexibleMinutes }), 'review-run-missing');
    expect(missing(30)).toMatchObject({
      Period: 3600,
      EvaluationPeriods: 26,
      Statistic: 'Sum',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
    expect(missing(240)).toMatchObject({ EvaluationPeriods: 29 });
  });

  test('one rings when somebody has been due for more than two days, and keeps ringing until the next run', () => {
    expect(alarmOf(template(), 'reviews-left-behind')).toMatchObject({
      Period: 86_400,
      EvaluationPeriods: 1,
      Statistic: 'Maximum',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 2,
      TreatMissingData: 'notBreaching',
    });
  });

  test.each<[string, MetricName]>([
    ['review-run-missing', 'ReviewRuns'],
    ['reviews-left-behind', 'ReviewOldestDueDays'],
  ])('%s looks at what plan-reviews counts, by the same names', (alarm, metric) => {
    const { Namespace, MetricName: name, Dimensions } = alarmOf(template(), alarm);
    // Lambda tells the function what CloudFormation knows by its logical id.
    const { namespace, dimensions } = emittedBy(metric, 'deployed-plan-reviews');
    expect([Namespace, name]).toEqual([namespace, metric]);
    expect(dimensions).toEqual({ service: 'deployed-plan-reviews' });
    expect(Dimensions).toEqual([{ Name: 'service', Value: { Ref: expect.stringMatching('^Planning') } }]);
  });
});

/** What the function would have CloudWatch make of its log. */
function emittedBy(metric: MetricName, functionName: string) {
  const lines: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  createCount(functionName)(metric, 1);
  const emitted = JSON.parse(lines[0] ?? '{}') as Record<string, unknown> & {
    _aws: { CloudWatchMetrics: [{ Namespace: string; Dimensions: [string[]] }] };
  };
  const [{ Namespace, Dimensions }] = emitted._aws.CloudWatchMetrics;
  return { namespace: Namespace, dimensions: Object.fromEntries(Dimensions[0].map((each) => [each, emitted[each]])) };
}
