import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { startQueues } from '../../../local/queues/start-queues.ts';
import type { Queues } from '../../../local/queues/start-queues.ts';
import { letterBox } from '../../../local/redrive/letters.ts';
import { moveLetters } from '../../../local/redrive/move-letters.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';

let stateFolder: string;
let queues: Queues;
let sqs: SQSClient;
beforeAll(async () => {
  stateFolder = mkdtempSync(join(tmpdir(), 'redrive-'));
  queues = await startQueues({ stateFolder, port: await freePort(), region: 'us-east-1' });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  sqs = new SQSClient({ endpoint: queues.endpoint, region: 'us-east-1', credentials });
});
afterAll(async () => {
  sqs.destroy();
  await queues.close();
  rmSync(stateFolder, { recursive: true, force: true });
});

let made = 0;
const newQueue = async (): Promise<string> => {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `queue-${made++}` }));
  return QueueUrl;
};

const claim = { type: 'device-signed-out', at: '2026-11-22T16:31:02.123Z' };
const event = (jti: string): string => JSON.stringify({ jti, 'urn:remote-sign-out:activity': claim });
const eventType = { DataType: 'String', StringValue: 'device-signed-out' };

/** A dead-letter queue with these letters, and the queue that they came from. */
const given = async (...bodies: string[]) => {
  const [letters, queue] = [await newQueue(), await newQueue()];
  for (const MessageBody of bodies) {
    await sqs.send(new SendMessageCommand({ QueueUrl: letters, MessageBody, MessageAttributes: { eventType } }));
  }
  const said: string[] = [];
  const run = { most: Infinity, dryRun: false, say: (text: string) => said.push(text), complain: () => {} };
  return { letters, queue, said, run, box: letterBox(sqs, letters) };
};
const countIn = (queueUrl: string) => letterBox(sqs, queueUrl).count();

test('letters go back with their bodies and attributes, each is named, and none is left behind', async () => {
  const bodies = Array.from({ length: 12 }, (_, index) => event(`act_${index}`));
  const { letters, queue, said, run, box } = await given(...bodies);
  expect(await moveLetters(box, queue, run)).toEqual({ done: 12, kept: 0 });
  expect(await countIn(letters)).toBe(0);
  expect(said.toSorted((a, b) => a.localeCompare(b))[0]).toMatch(/^act_0 {2}device-signed-out, .*\d\d:31:02$/);

  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
  );
  for (const { Body = '', MessageAttributes = {} } of Messages) {
    expect(bodies).toContain(Body);
    expect(MessageAttributes['eventType']).toMatchObject(eventType);
  }
  expect(await countIn(queue)).toBe(12);
});

test('a dry run shows the letters, and leaves them where they can be taken at once', async () => {
  const { letters, queue, said, run, box } = await given(event('act_1'), 'not\u202e JSON');
  expect(await moveLetters(box, queue, { ...run, dryRun: true })).toEqual({ done: 2, kept: 0 });
  expect(said.toSorted((a, b) => a.localeCompare(b))).toEqual([
    expect.stringMatching(/^act_1 /),
    'not an event: not JSON',
  ]);
  expect([await countIn(letters), await countIn(queue)]).toEqual([2, 0]);
  await eventually(async () => expect(await moveLetters(box, queue, run)).toEqual({ done: 2, kept: 0 }));
});

test('no more are taken than were asked for, and the others are there for the next time', async () => {
  const { letters, queue, run, box } = await given(event('act_1'), event('act_2'), event('act_3'));
  expect(await moveLetters(box, queue, { ...run, most: 2 })).toEqual({ done: 2, kept: 0 });
  expect([await countIn(letters), await countIn(queue)]).toEqual([1, 2]);
  await eventually(async () => expect(await moveLetters(box, queue, run)).toEqual({ done: 1, kept: 0 }));
});

test('a letter stays when the queue does not take it', async () => {
  const { letters, queue, run, box } = await given(event('act_1'));
  await expect(moveLetters(box, `${queue}-that-is-not-there`, run)).rejects.toThrow('queue does not exist');
  await eventually(async () => expect(await moveLetters(box, queue, run)).toEqual({ done: 1, kept: 0 }));
  expect([await countIn(letters), await countIn(queue)]).toEqual([0, 1]);
});

test('what is given up on again meanwhile is left: there is an end to it', async () => {
  const { letters, run, box } = await given(event('act_1'), event('act_2'));
  // As if it were tried and given up on faster than it can be moved.
  const { done } = await moveLetters(box, letters, run);
  expect(done).toBe(2);
  expect(await countIn(letters)).toBe(2);
});
