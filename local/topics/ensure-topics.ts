import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  type Subscription,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Stack, SubscriptionSpec, TopicSpec } from '../template/stack.ts';

export type TopicsOfStack = Pick<Stack, 'topics' | 'subscriptions' | 'queues'>;

/**
 * Make the topics and subscriptions that are missing and give each its attributes of the template, however often this
 * is done. Queues of the stack that the template no longer subscribes lose their subscription; those of others stay.
 */
export async function ensureTopics(client: SNSClient, stack: TopicsOfStack): Promise<void> {
  for (const topic of stack.topics) await ensureTopic(client, topic, stack);
}

async function ensureTopic(client: SNSClient, topic: TopicSpec, { subscriptions, queues }: TopicsOfStack) {
  // Without attributes: with others than it has, an existing topic would be refused.
  await client.send(new CreateTopicCommand({ Name: topic.name }));
  for (const [AttributeName, AttributeValue] of Object.entries(topic.attributes)) {
    await client.send(new SetTopicAttributesCommand({ TopicArn: topic.arn, AttributeName, AttributeValue }));
  }
  const wanted = subscriptions.filter(({ topicArn }) => topicArn === topic.arn);
  const there: Subscription[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topic.arn })) {
    there.push(...(page.Subscriptions ?? []));
  }
  const ofQueue = (queueArn: string): Subscription | undefined =>
    there.find(({ Protocol, Endpoint }) => Protocol === 'sqs' && Endpoint === queueArn);

  for (const subscription of wanted) {
    const found = ofQueue(subscription.queueArn);
    if (found === undefined) await subscribe(client, subscription);
    else await bringUpToDate(client, found, subscription);
  }
  for (const { arn } of queues) {
    const unwanted = wanted.some(({ queueArn }) => queueArn === arn) ? undefined : ofQueue(arn);
    if (unwanted !== undefined) {
      await client.send(new UnsubscribeCommand({ SubscriptionArn: unwanted.SubscriptionArn }));
    }
  }
}

async function subscribe(client: SNSClient, { topicArn, queueArn, attributes }: SubscriptionSpec): Promise<void> {
  // At once with its filter: between the two it would get everything.
  const Attributes = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
  await client.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: queueArn,
      Attributes,
      ReturnSubscriptionArn: true,
    }),
  );
}

async function bringUpToDate(client: SNSClient, { SubscriptionArn }: Subscription, { attributes }: SubscriptionSpec) {
  const { Attributes = {} } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  for (const [AttributeName, AttributeValue] of Object.entries(attributes)) {
    if ((Attributes[AttributeName] ?? '') === AttributeValue) continue;
    await client.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  }
}
