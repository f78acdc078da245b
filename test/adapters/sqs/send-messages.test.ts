import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startQueues } from '../../../local/queues/start-queues.ts';
import { sqsSendMessages } from '../../../shared/adapters/sqs/send-messages.ts';
import { useAwsAt, useAwsStub } from '../../support/aws-stub.ts';
import { freePort } from '../../support/free-port.ts';

const stateFolder = await mkdtemp(join(tmpdir(), 'send-messages-'));
const queues = await startQueues({ stateFolder, port: await freePort(), region: 'us-east-1' });
const stub = await useAwsStub();
useAwsAt({ SQS: queues.endpoint });
const sqs = new SQSClient({});
afterAll(async () => {
  sqs.destroy();
  await queues.close();
  await rm(stateFolder, { recursive: true, force: true });
});
const toStub = () => {
  useAwsAt({ SQS: stub.endpoint });
  return sqsSendMessages<unknown>(`${stub.endpoint}/000000000000/queue`);
};
const answer = (...failed: string[]) => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({
    Successful: [],
    Failed: failed.map((Id) => ({ Id, Code: 'InternalError', SenderFault: false })),
  }),
});
const entriesAsked = (): { Id: string; MessageBody: string }[][] =>
  stub.asked.map(({ body }) => (JSON.parse(body) as { Entries: { Id: string; MessageBody: string }[] }).Entries);

test.each([1, 10, 11, 37])('%i messages are all in the queue, each once, as they were given', async (count) => {
  useAwsAt({ SQS: queues.endpoint });
  await sqs.send(new CreateQueueCommand({ QueueName: `queue-${count}` }));
  const QueueUrl = `${queues.endpoint}/000000000000/queue-${count}`;
  const messages = Array.from({ length: count }, (_, n) => ({ n, name: 'Zoë 会社 <&>' }));
  await sqsSendMessages(QueueUrl)(messages);
  const received: unknown[] = [];
  for (let got = 1; got > 0 && received.length < count;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    received.push(...Messages.map(({ Body }) => JSON.parse(Body ?? '') as unknown));
    got = Messages.length;
  }
  expect(received).toHaveLength(count);
  expect(received).toEqual(expect.arrayContaining(messages));
});

test('ten go in one call at most, with ids that are its own, and none makes no call', async () => {
  stub.answerWith(answer());
  await toStub()(Array.from({ length: 25 }, (_, n) => n));
  expect(
    entriesAsked()
      .map(({ length }) => length)
      .toSorted((a, b) => b - a),
  ).toEqual([10, 10, 5]);
  for (const entries of entriesAsked()) expect(new Set(entries.map(({ Id }) => Id)).size).toBe(entries.length);
  stub.answerWith(answer());
  await toStub()([]);
  expect(stub.asked).toEqual([]);
});

test('a message that the queue does not take is not taken for sent, though the call itself went well', async () => {
  stub.answerWith(answer('3', '7'));
  await expect(toStub()(Array.from({ length: 10 }, (_, n) => n))).rejects.toThrow(
    'the queue did not take 2 of 10 messages',
  );
});

test('one call of several that is refused is said', async () => {
  const refused = { status: 403, headers: answer().headers, body: '{"__type":"AccessDenied","message":"no"}' };
  stub.answerWith(answer(), refused);
  await expect(toStub()(Array.from({ length: 20 }, (_, n) => n))).rejects.toThrow('no');
});
