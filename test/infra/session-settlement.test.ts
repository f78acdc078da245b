import { describe, expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { SessionSettlement } from '../../infra/constructs/session-settlement.ts';
import { Storage } from '../../infra/constructs/storage.ts';
import { expectRunbooks } from './support/expect-runbooks.ts';
import { someFunction } from './support/some-function.ts';
import { templateOf } from './support/template-of.ts';

const template = (props: { alarmTopicArn?: string } = {}) =>
  templateOf((scope) => {
    const { sessions } = new Storage(scope, 'Storage', { protect: false, customerManagedKey: false, dashboard: false });
    return new SessionSettlement(scope, 'Settlement', { fn: someFunction(scope), sessions, ...props });
  });

describe('the settlement of ended sessions', () => {
  test('reads the stream from its start, at once, account beside account', () => {
    template().hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^StorageSessions'), 'StreamArn'] },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 4,
    });
  });

  test('one bad record holds up neither the others nor the stream, and is not lost', () => {
    template().hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 8,
      MaximumRecordAgeInSeconds: 12 * 60 * 60,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SettlementDeadLetters'), 'Arn'] } },
      },
    });
  });

  test('wakes only for a sign-out everywhere, and for what time has ended: a session, or the marker of its end', () => {
    const [source] = Object.values(template().findResources('AWS::Lambda::EventSourceMapping'));
    const filters = source?.['Properties'].FilterCriteria.Filters as { Pattern: string }[];
    expect(filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { Keys: { sk: { S: ['META'] } }, NewImage: { signedOutBefore: { N: [{ exists: true }] } } },
      },
      {
        eventName: ['REMOVE'],
        dynamodb: { OldImage: { type: { S: ['session'] }, state: { S: ['active'] } } },
      },
      { eventName: ['REMOVE'], dynamodb: { OldImage: { type: { S: ['session-end'] } } } },
    ]);
  });

  test('dead letters are encrypted, kept for 14 days, and taken over TLS only', () => {
    const settlement = template();
    settlement.hasResourceProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    });
    settlement.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });

  test('an alarm rings at the first dead letter', () => {
    template().hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'test-settle-sessions-dead-letters',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      EvaluationPeriods: 1,
    });
  });

  test('an alarm rings when records wait for more than five minutes', () => {
    template().hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'test-settle-sessions-late',
      MetricName: 'IteratorAge',
      Namespace: 'AWS/Lambda',
      Statistic: 'Maximum',
      Threshold: 5 * 60 * 1000,
      EvaluationPeriods: 3,
    });
  });

  test('each alarm names its runbook, and tells the topic of the settings', () => {
    const topic = 'arn:aws:sns:eu-central-1:111122223333:alarms';
    expectRunbooks(template({ alarmTopicArn: topic }), topic, ['settle-sessions-dead-letters', 'settle-sessions-late']);
  });
});
