import { describe, expect, test } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { consumedEvents } from '../../infra/consumed-events.ts';
import { EventConsumer } from '../../infra/constructs/event-consumer.ts';
import { SecurityEvents } from '../../infra/constructs/security-events.ts';
import { activityTypes } from '../../shared/contracts/resources.ts';
import { expectRunbooks } from './support/expect-runbooks.ts';
import { someFunction } from './support/some-function.ts';
import { templateOf } from './support/template-of.ts';

const alarmTopic = 'arn:aws:sns:eu-central-1:111122223333:alarms';

const template = (): Template =>
  templateOf((scope) => {
    const { topic } = new SecurityEvents(scope, 'Events');
    return new EventConsumer(scope, 'Consumer', {
      name: 'revoke-tokens',
      fn: someFunction(scope),
      topic,
      settings: { timeoutSeconds: 20, concurrency: 5, batchSize: 3 },
      ...consumedEvents['revoke-tokens'],
      alarmTopicArn: alarmTopic,
    });
  });

const deadLetters = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ConsumerDeadLetters'), 'Arn'] };

describe('a consumer of security events', () => {
  test('is sent the events that it is there for, as they are', () => {
    template().hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      RawMessageDelivery: true,
      FilterPolicyScope: Match.absent(),
      FilterPolicy: {
        eventType: ['session-signed-out', 'device-signed-out', 'session-replaced', 'session-expired'],
      },
    });
  });

  test('an event that cannot be put into its queue, or not be worked off, lies in its dead letters', () => {
    const consumer = template();
    consumer.hasResourceProperties('AWS::SNS::Subscription', { RedrivePolicy: { deadLetterTargetArn: deadLetters } });
    consumer.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { deadLetterTargetArn: deadLetters, maxReceiveCount: 30 },
    });
  });

  test('the topic may write to both queues, and no other topic may', () => {
    const policies = Object.values(template().findResources('AWS::SQS::QueuePolicy'));
    const allowed = policies.flatMap((policy) =>
      (
        policy['Properties'].PolicyDocument.Statement as { Effect: string; Condition: unknown; Principal: unknown }[]
      ).filter(({ Effect }) => Effect === 'Allow'),
    );
    expect(allowed).toHaveLength(2);
    for (const { Condition, Principal } of allowed) {
      expect(Condition).toEqual({ ArnEquals: { 'aws:SourceArn': { Ref: expect.stringMatching('^EventsTopic') } } });
      expect(Principal).toEqual({ Service: 'sns.amazonaws.com' });
    }
  });

  test('both queues are encrypted and asked over TLS only; dead letters are kept for the longest', () => {
    const consumer = template();
    consumer.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
    consumer.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
    const kept = Object.values(consumer.findResources('AWS::SQS::Queue')).map(
      (queue) => queue['Properties'].MessageRetentionPeriod as number,
    );
    expect(kept.map((seconds) => seconds / 86_400)).toEqual([14, 4]);
  });

  test('one bad event does not bring the others of its batch again, and no more instances run than are set', () => {
    template().hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 3,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
      MaximumBatchingWindowInSeconds: Match.absent(),
    });
  });

  test('what is being worked on is not given out again: six times as long as the function may take', () => {
    template().hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 120 });
  });

  test('the function knows its queue, to put off what it cannot do now', () => {
    template().hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { QUEUE_URL: { Ref: Match.stringLikeRegexp('^ConsumerQueue') } } },
    });
  });

  test('an alarm rings at the first dead letter', () => {
    const consumer = template();
    expectRunbooks(consumer, alarmTopic, ['revoke-tokens-dead-letters']);
    consumer.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
      EvaluationPeriods: 1,
    });
  });
});

describe('the events that are consumed', () => {
  test('every one that ends sessions and names them is told on every way, and revoked', () => {
    const ends = ['session-signed-out', 'device-signed-out', 'session-replaced', 'session-expired'];
    for (const name of ['revoke-tokens', 'notify-device', 'notify-connections'] as const) {
      expect(consumedEvents[name].eventTypes).toEqual(ends);
    }
  });

  test('there is such an event for each name', () => {
    for (const { eventTypes } of Object.values(consumedEvents)) {
      expect(activityTypes).toEqual(expect.arrayContaining([...eventTypes]));
    }
  });
});
