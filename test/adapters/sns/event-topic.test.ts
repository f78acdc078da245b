import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Message } from '@aws-sdk/client-sqs';
import { afterAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startQueues } from '../../../local/queues/start-queues.ts';
import { snsEventTopic } from '../../../shared/adapters/sns/event-topic.ts';
import { activityClaim } from '../../../shared/contracts/event-names.ts';
import { anEvent } from '../../support/an-event.ts';
import { useAwsAt, useAwsStub } from '../../support/aws-stub.ts';
import { freePort } from '../../support/free-port.ts';

const stateFolder = await mkdtemp(join(tmpdir(), 'event-topic-'));
const queues = await startQueues({ stateFolder, port: await freePort(), region: 'us-east-1' });
const stub = await useAwsStub();
useAwsAt({ SNS: queues.endpoint, SQS: queues.endpoint });
const [sns, sqs] = [new SNSClient({}), new SQSClient({})];
afterAll(async () => {
  sns.destroy();
  sqs.destroy();
  await queues.close();
  await rm(stateFolder, { recursive: true, force: true });
});

const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'security-events' }));
const subscribed = async (name: string, filter?: object) => {
  await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const QueueUrl = `${queues.endpoint}/000000000000/${name}`;
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:us-east-1:000000000000:${name}`,
      Attributes: { RawMessageDelivery: 'true', ...(filter && { FilterPolicy: JSON.stringify(filter) }) },
    }),
  );
  return async (): Promise<Message[]> => {
    const all: Message[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      if (Messages.length === 0) return all;
      all.push(...Messages);
    }
  };
};
const sorted = (texts: readonly (string | undefined)[]) => texts.map(String).toSorted();

test('every event of a large batch arrives whole, with what a subscriber may filter on as attributes', async () => {
  const receive = await subscribed('everything');
  const events = Array.from({ length: 25 }, (_, n) =>
    n === 7 ? anEvent({ type: 'everywhere-signed-out', device: null }) : anEvent({ accountId: `account-${n}` }),
  );
  expect(await snsEventTopic(TopicArn).publish(events)).toEqual([]);
  const received = await receive();
  expect(sorted(received.map(({ Body }) => Body))).toEqual(sorted(events.map((event) => JSON.stringify(event))));
  for (const { Body = '', MessageAttributes = {} } of received) {
    const event = JSON.parse(Body) as ReturnType<typeof anEvent>;
    const { user, device } = event.sub_id;
    const values = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
    expect(Object.fromEntries(values)).toEqual({
      eventType: event[activityClaim].type,
      accountId: user.sub,
      ...(device && { deviceId: device.id }),
    });
  }
});

test('a subscriber gets what its filter names', async () => {
  const device = { id: 'dev_01m82byng16mrqmddjq8wz4pb5', name: 'Laptop' } as const;
  const byType = await subscribed('by-type', { eventType: ['session-expired'] });
  const byDevice = await subscribed('by-device', { deviceId: [device.id] });
  const [ofType, ofDevice] = [anEvent({ type: 'session-expired' }), anEvent({ device })];
  await snsEventTopic(TopicArn).publish([anEvent(), ofType, ofDevice]);
  expect((await byType()).map(({ Body }) => Body)).toEqual([JSON.stringify(ofType)]);
  expect((await byDevice()).map(({ Body }) => Body)).toEqual([JSON.stringify(ofDevice)]);
});

const answer = (failed: readonly number[]) => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: `<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Successful/><Failed>${failed
    .map((id) => `<member><Id>${id}</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member>`)
    .join('')}</Failed></PublishBatchResult></PublishBatchResponse>`,
});
const stubbedTopic = () => {
  useAwsAt({ SNS: stub.endpoint });
  return snsEventTopic(TopicArn);
};

test('what SNS does not take of a batch is named by the id of the event, whichever batch it was in', async () => {
  const events = Array.from({ length: 12 }, () => anEvent());
  const topic = stubbedTopic();
  stub.answerWith(answer([1]));
  expect(await topic.publish(events)).toEqual([events[1]?.jti, events[11]?.jti]);
  expect(stub.asked).toHaveLength(2);
});

test('a topic that refuses throws: nothing is taken for sent', async () => {
  stub.answerWith({
    status: 403,
    headers: { 'content-type': 'text/xml' },
    body: '<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>',
  });
  await expect(stubbedTopic().publish([anEvent()])).rejects.toThrow('no');
});

test('nothing to publish asks for nothing', async () => {
  stub.answerWith(answer([]));
  expect(await stubbedTopic().publish([])).toEqual([]);
  expect(stub.asked).toEqual([]);
});
