import { expect, test } from '@jest/globals';
import { nameResources } from '../../local/template/name-resources.ts';
import { readStack } from '../../local/template/read-stack.ts';
import type { Template } from '../../local/template/template.ts';
import { messagingTemplate } from './fixture/messaging.ts';

const naming = {
  stackName: 'fixture',
  region: 'eu-west-1',
  account: '123456789012',
  endpoints: {
    api: 'http://127.0.0.1:4000',
    sqs: 'http://127.0.0.1:4003',
    connections: 'http://127.0.0.1:4006',
    cognito: 'http://127.0.0.1:4001',
  },
};
const arn = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const read = (template: Template) => readStack({ ...naming, template, names: nameResources({ ...naming, template }) });
const changed = (logicalId: string, properties: Record<string, unknown>): Template => {
  const template = messagingTemplate('/tmp');
  const resource = template.Resources[logicalId];
  if (resource === undefined) throw new Error(logicalId);
  resource.Properties = { ...resource.Properties, ...properties };
  return template;
};

test('topics, queues, subscriptions and mappings are read with every reference turned into a name', () => {
  const stack = read(messagingTemplate('/tmp'));
  expect(stack.topics).toEqual([
    {
      name: 'fixture-Events',
      arn: arn('sns', 'fixture-Events'),
      attributes: { DisplayName: '', SignatureVersion: '2' },
    },
  ]);
  expect(stack.queues.find(({ name }) => name === 'fixture-Work')).toEqual({
    name: 'fixture-Work',
    arn: arn('sqs', 'fixture-Work'),
    attributes: {
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
      RedrivePolicy: `{"deadLetterTargetArn":"${arn('sqs', 'fixture-Dead')}","maxReceiveCount":2}`,
      VisibilityTimeout: '2',
    },
  });
  expect(stack.subscriptions[0]).toEqual({
    logicalId: 'WorkSubscription',
    topicArn: arn('sns', 'fixture-Events'),
    queueArn: arn('sqs', 'fixture-Work'),
    attributes: {
      FilterPolicyScope: 'MessageAttributes',
      FilterPolicy: '{"eventType":["session-signed-out","device-signed-out"]}',
      RawMessageDelivery: 'true',
      RedrivePolicy: `{"deadLetterTargetArn":"${arn('sqs', 'fixture-Dead')}"}`,
    },
  });
  expect(stack.queueMappings).toEqual([
    {
      logicalId: 'WorkMapping',
      functionName: 'fixture-Consumer',
      queueArn: arn('sqs', 'fixture-Work'),
      batchSize: 10,
      windowMs: 0,
      reportsItemFailures: true,
      concurrencyMax: 2,
    },
  ]);
  expect(stack.streamMappings).toHaveLength(1);
});

test('what the template says of push platforms and mail identities is known to functions and outputs', () => {
  const stack = read(messagingTemplate('/tmp'));
  const fcm = arn('sns', 'app/GCM/fixture-fcm');
  const apnsSandbox = arn('sns', 'app/APNS_SANDBOX/fixture-apns-sandbox');
  expect(stack.pushApplications).toEqual([
    { name: 'fixture-fcm', platform: 'GCM', arn: fcm },
    { name: 'fixture-apns-sandbox', platform: 'APNS_SANDBOX', arn: apnsSandbox },
  ]);
  const consumer = stack.functions.find(({ logicalId }) => logicalId === 'Consumer');
  expect(JSON.parse(consumer?.environment['PUSH_PLATFORMS'] ?? '')).toEqual({ fcm, 'apns-sandbox': apnsSandbox });
  expect(stack.outputs['Sender']).toBe('sender@example.com');
});

test.each([
  ['Work', { FifoQueue: true }, 'Work: the local run does not know FifoQueue'],
  ['Events', { FifoTopic: true }, 'Events: the local run does not know FifoTopic'],
  ['WorkSubscription', { DeliveryPolicy: {} }, 'WorkSubscription: the local run does not know DeliveryPolicy'],
  ['WorkSubscription', { Endpoint: 'arn:aws:sqs:x:y:z' }, 'WorkSubscription: no queue arn:aws:sqs:x:y:z'],
  ['WorkSubscription', { TopicArn: 'arn:aws:sns:x:y:z' }, 'WorkSubscription: no topic arn:aws:sns:x:y:z'],
  ['WorkMapping', { FilterCriteria: {} }, 'WorkMapping: the local run does not know FilterCriteria'],
  ['WorkMapping', { FunctionName: 'none' }, 'WorkMapping: no function none'],
  ['Push', { Platforms: [{ Platform: 'wns' }] }, 'not the push platform wns'],
])('what the local run cannot do with %s stops the start, by name: %j', (logicalId, properties, message) => {
  expect(() => read(changed(logicalId, properties))).toThrow(message);
});
