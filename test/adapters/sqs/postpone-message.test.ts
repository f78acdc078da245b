import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startQueues } from '../../../local/queues/start-queues.ts';
import { sqsPostponeMessage } from '../../../shared/adapters/sqs/postpone-message.ts';
import { useAwsAt } from '../../support/aws-stub.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';

const stateFolder = await mkdtemp(join(tmpdir(), 'postpone-'));
const queues = await startQueues({ stateFolder, port: await freePort(), region: 'us-east-1' });
useAwsAt({ SQS: queues.endpoint });
const sqs = new SQSClient({});
afterAll(async () => {
  sqs.destroy();
  await queues.close();
  await rm(stateFolder, { recursive: true, force: true });
});
await sqs.send(new CreateQueueCommand({ QueueName: 'queue', Attributes: { VisibilityTimeout: '300' } }));
const QueueUrl = `${queues.endpoint}/000000000000/queue`;
const receive = async () => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
  );
  return Messages[0];
};

test('a message that is put off for a second comes again, and not when the five minutes of the queue are over', async () => {
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'event' }));
  const first = await receive();
  expect(await receive()).toBeUndefined();
  await sqsPostponeMessage(QueueUrl)(first?.ReceiptHandle ?? '', 1);
  const again = await eventually(async () => {
    const message = await receive();
    if (!message) throw new Error('not yet');
    return message;
  });
  expect([again.Body, again.Attributes?.ApproximateReceiveCount]).toEqual(['event', '2']);
  await sqsPostponeMessage(QueueUrl)(again.ReceiptHandle ?? '', 180);
  expect(await receive()).toBeUndefined();
});

test('a message that nobody holds cannot be put off, and that is said', async () => {
  await expect(sqsPostponeMessage(QueueUrl)('of-nobody', 1)).rejects.toThrow('does not exist');
});
