import { afterEach, expect, test } from '@jest/globals';
import { type MessagingFixture, startMessagingFixture } from './fixture/messaging.ts';
import { until } from './fixture/table.ts';

let run: MessagingFixture;
afterEach(() => run.close());

const sorted = (names: readonly string[]): string[] => names.toSorted((a, b) => a.localeCompare(b));

test('a message that was published comes to the function as AWS sends it, and is gone when it went well', async () => {
  run = await startMessagingFixture();
  await run.publish('a', 'session-signed-out');
  await until(() => run.done().length > 0);
  expect(run.received()).toEqual([
    [
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: '{"name":"a"}',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.any(String),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {
          eventType: {
            stringValue: 'session-signed-out',
            stringListValues: [],
            binaryListValues: [],
            dataType: 'String',
          },
        },
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:fixture-Work',
        awsRegion: 'us-east-1',
      },
    ],
  ]);
  expect(await run.waiting('DeadUrl')).toEqual([]);
});

test('a queue gets what its filter lets pass and nothing else; one without a filter gets everything', async () => {
  run = await startMessagingFixture();
  await run.publish('no', 'signed-in');
  await run.publish('yes', 'device-signed-out');
  await until(() => run.done().length > 0);
  expect(run.receivedNames()).toEqual([['yes']]);
  expect(sorted(await run.waiting('OtherUrl'))).toEqual(['no', 'yes']);
});

test('of a batch only what the function named comes again, and then lies in the dead-letter queue', async () => {
  run = await startMessagingFixture({ mapping: { MaximumBatchingWindowInSeconds: 1 } });
  await run.send({ name: 'a' }, { name: 'bad', do: 'fail' }, { name: 'b' });
  let dead: string[] = [];
  await until(async () => (dead = await run.waiting('DeadUrl')).length > 0);
  expect(dead).toEqual(['bad']);
  expect(run.receivedNames()).toEqual([['a', 'bad', 'b'], ['bad']]);
  expect(run.done()).toEqual(['a', 'b']);
});

test('when the function throws the whole batch comes again, as often as the queue says', async () => {
  run = await startMessagingFixture({ mapping: { MaximumBatchingWindowInSeconds: 1 } });
  await run.send({ name: 'a' }, { name: 'bad', do: 'throw' });
  const dead: string[] = [];
  await until(async () => dead.push(...(await run.waiting('DeadUrl'))) >= 2 || dead.length >= 2);
  expect(sorted(dead)).toEqual(['a', 'bad']);
  const receipts = run.received().flatMap((batch) => batch.map(({ attributes }) => attributes.ApproximateReceiveCount));
  expect(sorted(receipts)).toEqual(['1', '1', '2', '2']);
});

test('a mapping that takes no item failures deletes what the function answered to', async () => {
  run = await startMessagingFixture({ mapping: { FunctionResponseTypes: [] } });
  await run.send({ name: 'named', do: 'fail' });
  await until(() => run.received().length > 0);
  await run.fixture.restart();
  await run.send({ name: 'next' });
  await until(() => run.done().length > 0);
  expect(run.receivedNames()).toEqual([['named'], ['next']]);
});

test('a message comes again when the visibility ends that the function has set for it', async () => {
  run = await startMessagingFixture({ queue: { VisibilityTimeout: 600 } });
  await run.send({ name: 'later', do: 'postpone' });
  await until(() => run.done().length > 0);
  expect(run.done()).toEqual(['later']);
  expect(run.receivedNames()).toEqual([['later'], ['later']]);
});

test('no more invocations run at a time than the mapping allows, and every message is done', async () => {
  run = await startMessagingFixture({ queue: { VisibilityTimeout: 600 }, mapping: { BatchSize: 1 } });
  const names = ['a', 'b', 'c', 'd', 'e'];
  await run.send(...names.map((name) => ({ name, do: 'wait' })));
  const ahead: number[] = [];
  await until(() => {
    ahead.push(run.received().length - run.done().length);
    return run.done().length === names.length;
  });
  expect(sorted(run.done())).toEqual(names);
  expect(Math.max(...ahead)).toBe(2);
});

test('a queue that cannot be reached is reported once, and read again when it can', async () => {
  const troubles: string[] = [];
  run = await startMessagingFixture({}, { onTrouble: (message) => troubles.push(message) });
  run.fixture.local.faults.set('sqs', { status: 500 });
  // Ends the long poll that began before.
  await run.publish('a', 'session-signed-out');
  await until(() => troubles.length > 0);
  run.fixture.local.faults.set('sqs', undefined);
  await run.publish('b', 'session-signed-out');
  await until(() => run.done().includes('b'));
  expect(run.done()).toContain('b');
  expect(troubles).toEqual([expect.stringContaining('WorkMapping')]);
});

test('what is under way when everything ends, ends too, and does not come again', async () => {
  run = await startMessagingFixture({ queue: { VisibilityTimeout: 600 } });
  await run.send({ name: 'slow', do: 'wait' });
  await until(() => run.received().length > 0);
  await run.fixture.restart();
  expect(run.done()).toEqual(['slow']);
  await run.send({ name: 'next' });
  await until(() => run.done().length > 1);
  expect(run.receivedNames()).toEqual([['slow'], ['next']]);
});

test('when the queues are killed nothing is lost, whether it waits or is in the hands of the function', async () => {
  run = await startMessagingFixture({ queue: { VisibilityTimeout: 600 }, mapping: { BatchSize: 1 } });
  const names = Array.from({ length: 10 }, (_, index) => `m${index}`);
  await run.send(...names.map((name) => ({ name, do: 'wait' })));
  await until(() => run.done().length > 0);
  await run.fixture.local.restartQueues();
  await until(() => new Set(run.done()).size === names.length);
  expect(sorted([...new Set(run.done())])).toEqual(names);
  expect(await run.waiting('DeadUrl')).toEqual([]);
});

test('when the function is killed its messages come again', async () => {
  run = await startMessagingFixture({ queue: { RedrivePolicy: undefined } });
  await run.send({ name: 'a', do: 'wait' });
  await until(() => run.received().length > 0);
  await run.fixture.local.killFunction('Consumer');
  await until(() => run.done().length > 0);
  expect(run.receivedNames()).toEqual([['a'], ['a']]);
});
