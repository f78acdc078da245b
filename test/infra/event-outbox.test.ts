import { describe, expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { EventOutbox } from '../../infra/constructs/event-outbox.ts';
import { Storage } from '../../infra/constructs/storage.ts';
import { expectRunbooks } from './support/expect-runbooks.ts';
import { someFunction } from './support/some-function.ts';
import { templateOf } from './support/template-of.ts';

const topic = 'arn:aws:sns:eu-central-1:111122223333:alarms';

const template = () =>
  templateOf((scope) => {
    const { sessions } = new Storage(scope, 'Storage', { protect: false, customerManagedKey: false, dashboard: false });
    return new EventOutbox(scope, 'Outbox', { fn: someFunction(scope), sessions, alarmTopicArn: topic });
  });

describe('the outbox of security events', () => {
  test('takes every activity that is written, and wakes for nothing else', () => {
    const [source] = Object.values(template().findResources('AWS::Lambda::EventSourceMapping'));
    const filters = source?.['Properties'].FilterCriteria.Filters as { Pattern: string }[];
    expect(filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { type: { S: ['activity'] } } } },
    ]);
  });

  test('waits for nothing, misses nothing from the start, and keeps the order within an account', () => {
    template().hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 4,
    });
  });

  test('a poison record lets the others pass, and leaves half a day of the stream to look at it', () => {
    template().hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 8,
      MaximumRecordAgeInSeconds: 12 * 60 * 60,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OutboxDeadLetters'), 'Arn'] } },
      },
    });
  });

  test('alarms ring at the first dead letter, and when events wait for more than a minute', () => {
    const outbox = template();
    expectRunbooks(outbox, topic, ['publish-events-dead-letters', 'publish-events-late']);
    outbox.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'IteratorAge', Threshold: 60_000 });
    outbox.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
    });
  });
});
