import { asText } from './as-text.ts';
import type { Properties } from './properties.ts';
import { pushApplications } from './push-applications.ts';
import type { PushApplicationSpec, QueueSpec, SubscriptionSpec, TopicSpec } from './stack.ts';
import { TemplateError } from './template.ts';

/** What SQS takes, and its own values for what the template leaves out: a changed template must undo what it set. */
const queueDefaults = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  RedrivePolicy: '',
  VisibilityTimeout: '30',
};

/** A queue. Encryption and who may redrive to it mean nothing here. */
export function readQueue(properties: Properties, name: string, arn: string): QueueSpec {
  properties.only(
    ...Object.keys(queueDefaults),
    'KmsDataKeyReusePeriodSeconds',
    'KmsMasterKeyId',
    'QueueName',
    'RedriveAllowPolicy',
    'SqsManagedSseEnabled',
    'Tags',
  );
  return { name, arn, attributes: textsOf(properties, queueDefaults) };
}

const topicDefaults = { DisplayName: '', SignatureVersion: '1' };

/** A standard topic. Encryption, tracing and logs of deliveries mean nothing here. */
export function readTopic(properties: Properties, name: string, arn: string): TopicSpec {
  properties.only(
    ...Object.keys(topicDefaults),
    'DeliveryStatusLogging',
    'KmsMasterKeyId',
    'Tags',
    'TopicName',
    'TracingConfig',
  );
  return { name, arn, attributes: textsOf(properties, topicDefaults) };
}

/** In the order in which SNS wants to be told: a filter is checked against its scope. `{}` filters nothing. */
const subscriptionDefaults = {
  FilterPolicyScope: 'MessageAttributes',
  FilterPolicy: '{}',
  RawMessageDelivery: 'false',
  RedrivePolicy: '',
};

/** The subscription of a queue of the stack to a topic of the stack. */
export function readSubscription(
  logicalId: string,
  properties: Properties,
  topics: readonly TopicSpec[],
  queues: readonly QueueSpec[],
): SubscriptionSpec {
  properties.only(...Object.keys(subscriptionDefaults), 'Endpoint', 'Protocol', 'TopicArn');
  const protocol = properties.text('Protocol');
  if (protocol !== 'sqs') {
    throw new TemplateError(`${logicalId}: the local run subscribes queues to topics, not ${protocol}`);
  }
  const topicArn = properties.text('TopicArn');
  if (!topics.some(({ arn }) => arn === topicArn)) throw new TemplateError(`${logicalId}: no topic ${topicArn}`);
  const queueArn = properties.text('Endpoint');
  const redrive = properties.group('RedrivePolicy').only('deadLetterTargetArn');
  const wanted = [queueArn, ...(redrive.has('deadLetterTargetArn') ? [redrive.text('deadLetterTargetArn')] : [])];
  for (const wantedArn of wanted) {
    if (!queues.some(({ arn }) => arn === wantedArn)) throw new TemplateError(`${logicalId}: no queue ${wantedArn}`);
  }
  return { logicalId, topicArn, queueArn, attributes: textsOf(properties, subscriptionDefaults) };
}

/** The platform applications of a `Custom::PushPlatforms`. */
export function readPushApplications(
  logicalId: string,
  properties: Properties,
  stackName: string,
  arnOf: (resource: string) => string,
): PushApplicationSpec[] {
  return pushApplications(logicalId, properties.all, stackName).map(({ name, platform, resource }) => ({
    name,
    platform,
    arn: arnOf(resource),
  }));
}

function textsOf(properties: Properties, defaults: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, fallback]) => [name, asText(properties.all[name] ?? fallback)]),
  );
}
