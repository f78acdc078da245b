import { afterEach, expect, test } from '@jest/globals';
import { ListSubscriptionsByTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  type MessagingFixture,
  messagingBuild,
  messagingTemplate,
  startMessagingFixture,
} from './fixture/messaging.ts';
import { until } from './fixture/table.ts';

let run: MessagingFixture;
afterEach(() => run.close());

async function subscribed(): Promise<string[]> {
  const { TopicArn } = run.fixture.local.outputs;
  const { Subscriptions = [] } = await run.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  return Subscriptions.map(({ Endpoint = '' }) => Endpoint.split(':').at(-1) ?? '').toSorted((a, b) =>
    a.localeCompare(b),
  );
}

test('a restart doubles no subscription', async () => {
  run = await startMessagingFixture();
  await run.fixture.restart();
  await run.fixture.local.restartQueues();
  expect(await subscribed()).toEqual(['fixture-Other', 'fixture-Work']);
  await run.publish('a', 'session-signed-out');
  await until(() => run.done().length > 0);
  expect(run.receivedNames()).toEqual([['a']]);
  expect(await run.waiting('OtherUrl')).toEqual(['a']);
});

test('a filter that the template has changed is the one that counts from the next start on', async () => {
  run = await startMessagingFixture();
  const subscription = { FilterPolicy: { name: ['by body'] }, FilterPolicyScope: 'MessageBody' };
  await run.restartWith(messagingBuild(run.seenFolder, { subscription }));
  await run.publish('other', 'session-signed-out');
  await run.publish('by body', 'signed-in');
  await until(() => run.done().length > 0);
  expect(run.receivedNames()).toEqual([['by body']]);
});

test('a queue that the template no longer subscribes gets nothing more; one that somebody else subscribed does', async () => {
  run = await startMessagingFixture();
  const { TopicArn } = run.fixture.local.outputs;
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:of-somebody-else';
  await run.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  await run.restartWith(messagingBuild(run.seenFolder, { other: false }));
  expect(await subscribed()).toEqual(['fixture-Work', 'of-somebody-else']);
});

test('what the local run cannot do with a topic stops the start, by name', async () => {
  run = await startMessagingFixture();
  const template = messagingTemplate(run.seenFolder, {
    subscription: { Protocol: 'email', Endpoint: 'a@example.com' },
  });
  await expect(run.restartWith({ ...messagingBuild(run.seenFolder), template })).rejects.toThrow(
    'WorkSubscription: the local run subscribes queues to topics, not email',
  );
});

test('an account and a region of the reader’s own make no difference', async () => {
  run = await startMessagingFixture({}, { environment: { AWS_ACCOUNT_ID: '123456789012', AWS_REGION: 'eu-west-1' } });
  await run.publish('good', 'session-signed-out');
  await run.send({ name: 'bad', do: 'fail' });
  const dead: string[] = [];
  await until(async () => dead.push(...(await run.waiting('DeadUrl'))) > 0);
  expect([run.done(), dead]).toEqual([['good'], ['bad']]);
  expect(run.received()[0]?.[0]?.eventSourceARN).toBe('arn:aws:sqs:eu-west-1:123456789012:fixture-Work');
});

test('topics that would deliver into the queues of another emulator stop the start', async () => {
  run = await startMessagingFixture();
  const environment = { AWS_ENDPOINT_URL_SNS: 'http://127.0.0.1:1' };
  await expect(startMessagingFixture({}, { environment })).rejects.toThrow('both, or none');
});
