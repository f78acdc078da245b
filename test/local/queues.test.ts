import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSqsClient } from '../../local/queues/sqs-client.ts';
import { type Queues, startQueues } from '../../local/queues/start-queues.ts';
import { freePorts } from '../../local/runtime/parts.ts';
import { sdk } from './fixture/messaging.ts';

let stateFolder: string;
let port: number;
let queues: Queues | undefined;
let child: ChildProcess | undefined;
let sqs: SQSClient;

beforeEach(async () => {
  stateFolder = mkdtempSync(join(tmpdir(), 'local-queues-'));
  ({ sqs: port } = await freePorts());
  sqs = new SQSClient(sdk(`http://127.0.0.1:${port}`));
});
afterEach(async () => {
  sqs.destroy();
  child?.kill('SIGKILL');
  await queues?.close();
  queues = undefined;
  child = undefined;
  rmSync(stateFolder, { recursive: true, force: true });
});

const arn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const start = async (): Promise<void> => {
  queues = await startQueues({ stateFolder, port, region: 'us-east-1' });
};
async function ensure(name: string, attributes: Record<string, string> = {}): Promise<string> {
  const client = makeSqsClient(`http://127.0.0.1:${port}`, sdk(''));
  const url = await client.ensureQueue({ name, arn: arn(name), attributes });
  client.close();
  return url;
}
const send = (QueueUrl: string, MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
async function receive(QueueUrl: string, WaitTimeSeconds = 0): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl,
    WaitTimeSeconds,
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
  });
  return (await sqs.send(command)).Messages ?? [];
}
const remove = (QueueUrl: string, message: Message | undefined) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
const bodies = (messages: readonly Message[]): string[] =>
  messages.map(({ Body = '' }) => Body).toSorted((a, b) => a.localeCompare(b));

test('after kill -9 what was sent is there, what was in someone’s hands too, and what was deleted is not', async () => {
  const script = new URL('fixture/queues-process.ts', import.meta.url).pathname;
  child = spawn(process.execPath, [script, stateFolder, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout ?? child, 'data');
  const url = await ensure('work', { VisibilityTimeout: '600' });
  for (const body of ['deleted', 'held']) await send(url, body);
  await remove(
    url,
    (await receive(url)).find(({ Body }) => Body === 'deleted'),
  );
  await send(url, 'waiting');
  const dead = once(child, 'exit');
  child.kill('SIGKILL');
  await dead;

  await start();
  const messages = await receive(url);
  expect(bodies(messages)).toEqual(['held', 'waiting']);
  // The loss of its receiver is no failure of the message.
  expect(messages.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(['1', '1']);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({ VisibilityTimeout: '600' });
});

test('kill -9 at any moment loses no message that was taken, on its way to the dead-letter queue neither', async () => {
  const script = new URL('fixture/queues-process.ts', import.meta.url).pathname;
  const taken: string[] = [];
  const redrive = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 }) };
  for (let round = 0; round < 3; round += 1) {
    child = spawn(process.execPath, [script, stateFolder, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout ?? child, 'data');
    await ensure('dead');
    const url = await ensure('work', { ...redrive, VisibilityTimeout: '0' });
    const busy = Array.from({ length: 50 }, async (_, index) => {
      const body = `${round}-${String(index).padStart(2, '0')}`;
      await send(url, body);
      taken.push(body);
      await receive(url);
    });
    await Promise.race(busy);
    const dead = once(child, 'exit');
    child.kill('SIGKILL');
    await dead;
    await Promise.allSettled(busy);
  }
  await start();
  const found = new Set<string>();
  for (const name of ['dead', 'work']) {
    const url = await ensure(
      name,
      name === 'dead' ? { VisibilityTimeout: '600' } : { VisibilityTimeout: '600', RedrivePolicy: '' },
    );
    for (let page = await receive(url); page.length > 0; page = await receive(url))
      bodies(page).forEach((body) => found.add(body));
  }
  expect(taken.filter((body) => !found.has(body))).toEqual([]);
});

test('a message whose visibility is set to 0 is there again at once', async () => {
  await start();
  const url = await ensure('work', { VisibilityTimeout: '600' });
  await send(url, 'a');
  const [message] = await receive(url);
  const back = { QueueUrl: url, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 };
  await sqs.send(new ChangeMessageVisibilityCommand(back));
  expect(bodies(await receive(url))).toEqual(['a']);
});

test('who waits for messages and leaves takes none with him', async () => {
  await start();
  const url = await ensure('work', { VisibilityTimeout: '600' });
  const leaving = new AbortController();
  const command = new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 });
  const waiting = sqs.send(command, { abortSignal: leaving.signal }).catch((error: unknown) => error);
  // Answered after the other has begun to wait.
  expect(await receive(url)).toEqual([]);
  leaving.abort();
  expect(await waiting).toMatchObject({ name: 'AbortError' });
  await send(url, 'a');
  const [message] = await receive(url, 5);
  expect(message).toMatchObject({ Body: 'a', Attributes: { ApproximateReceiveCount: '1' } });
});

test('a queue takes on changed attributes and keeps its messages', async () => {
  await start();
  const url = await ensure('work', { VisibilityTimeout: '5' });
  await send(url, 'a');
  expect(await ensure('work', { VisibilityTimeout: '600' })).toBe(url);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({ VisibilityTimeout: '600', ApproximateNumberOfMessages: '1' });
});
