import { afterEach, expect, test } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call } from './fixture/call.ts';
import { type Fixture, startFixture } from './fixture/start-fixture.ts';
import { openTable, until } from './fixture/table.ts';

let fixture: Fixture;
afterEach(() => fixture.close());

async function deadLetters(): Promise<Record<string, unknown>[]> {
  const received = await call(`${fixture.local.endpoints.sqs}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.ReceiveMessage' },
    body: JSON.stringify({ QueueUrl: fixture.local.outputs['DeadLettersUrl'], MaxNumberOfMessages: 10 }),
  });
  const { Messages = [] } = received.json();
  return Messages.map(({ Body }: { Body: string }) => JSON.parse(Body));
}

test('each change of the table reaches the function once, in order, as AWS sends it', async () => {
  fixture = await startFixture();
  const table = openTable(fixture);
  for (const name of ['a', 'b', 'c']) await table.put(name);
  await table.remove('b');
  await until(() => table.doneNames().length >= 4);
  expect(table.doneNames()).toEqual(['a', 'b', 'c', 'b']);
  expect(table.done()[0]).toEqual({
    eventID: expect.any(String),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      Keys: { pk: { S: 'a' } },
      NewImage: { pk: { S: 'a' } },
      SequenceNumber: expect.any(String),
      SizeBytes: expect.any(Number),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: 'arn:aws:dynamodb:us-east-1:000000000000:table/fixture-Table/stream/local',
  });
  expect(table.done()[3]).toMatchObject({ eventName: 'REMOVE', dynamodb: { OldImage: { pk: { S: 'b' } } } });
});

test('a record that always fails is found by halving, tried as often as the mapping says, and reported; the others pass', async () => {
  fixture = await startFixture({ mapping: { MaximumBatchingWindowInSeconds: 1 } });
  const table = openTable(fixture);
  for (const name of ['a', 'poison', 'b', 'c']) await table.put(name);
  await until(() => table.doneNames().length >= 3);
  expect(table.doneNames().toSorted((a, b) => a.localeCompare(b))).toEqual(['a', 'b', 'c']);
  let letters: Record<string, unknown>[] = [];
  await until(async () => (letters = [...letters, ...(await deadLetters())]).length > 0);
  expect(letters).toEqual([
    {
      requestContext: {
        requestId: expect.any(String),
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fixture-Stream',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: expect.objectContaining({ functionError: 'Unhandled' }),
      version: '1.0',
      timestamp: expect.any(String),
      DDBStreamBatchInfo: expect.objectContaining({
        batchSize: expect.any(Number),
        startSequenceNumber: expect.any(String),
        endSequenceNumber: expect.any(String),
        streamArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/fixture-Table/stream/local',
      }),
    },
  ]);
  expect(table.batches().filter((batch) => batch.includes('poison'))).toHaveLength(3);
});

test('of a batch only what the function named comes again', async () => {
  fixture = await startFixture({ mapping: { MaximumBatchingWindowInSeconds: 1 } });
  const table = openTable(fixture);
  for (const name of ['a', 'named', 'b']) await table.put(name);
  await until(() => table.batches().length >= 3);
  expect(table.batches()).toEqual([
    ['a', 'named', 'b'],
    ['named', 'b'],
    ['named', 'b'],
  ]);
  expect(table.doneNames()).toEqual(['a']);
});

test('only what fits a filter reaches the function', async () => {
  const Pattern = JSON.stringify({ eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'x' }] } } } });
  fixture = await startFixture({ mapping: { FilterCriteria: { Filters: [{ Pattern }] } } });
  const table = openTable(fixture);
  for (const name of ['x1', 'a', 'x2']) await table.put(name);
  await table.remove('x1');
  await table.put('x3');
  await until(() => table.doneNames().length >= 3);
  expect(table.doneNames()).toEqual(['x1', 'x2', 'x3']);
});

test('in several lanes each partition key keeps its order', async () => {
  fixture = await startFixture({ mapping: { ParallelizationFactor: 4 } });
  const table = openTable(fixture);
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => table.put(name, { round: { N: String(round) } })));
  }
  await until(() => table.done().length >= 25);
  const rounds = (name: string) =>
    table
      .done()
      .filter(({ dynamodb }) => JSON.stringify(dynamodb.Keys).includes(`"${name}"`))
      .map(({ dynamodb }) => dynamodb.NewImage?.['round']);
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    expect(rounds(name)).toEqual([0, 1, 2, 3, 4].map((round) => ({ N: String(round) })));
  }
});

test('what the function had not done when everything ended comes at the next start; what it had done does not', async () => {
  fixture = await startFixture();
  let table = openTable(fixture);
  await table.put('before');
  await until(() => table.doneNames().length > 0);
  writeFileSync(join(fixture.folder, 'broken'), '');
  await table.put('between');
  await until(() => table.batches().length > 1);
  await fixture.restart();
  table = openTable(fixture);
  rmSync(join(fixture.folder, 'broken'));
  await until(() => table.doneNames().length > 1);
  expect(table.doneNames()).toEqual(['before', 'between']);
});

test('a lost engine loses nothing: data and stream go on where they were', async () => {
  fixture = await startFixture();
  const table = openTable(fixture);
  await table.put('before');
  await fixture.local.restartEngine();
  await table.put('after');
  expect(await table.names()).toEqual(['after', 'before']);
  await until(() => table.doneNames().length > 1);
  expect(table.doneNames()).toEqual(['before', 'after']);
});

test('what has expired is deleted, as by AWS, and nothing else is', async () => {
  fixture = await startFixture();
  const table = openTable(fixture);
  const now = Math.floor(Date.now() / 1000);
  await table.put('expired', { expiresAt: { N: String(now - 1) } });
  await table.put('alive', { expiresAt: { N: String(now + 60) } });
  await table.put('endless');
  await table.put('removed', { expiresAt: { N: String(now - 1) } });
  await table.remove('removed');
  await fixture.local.sweepExpired();
  expect(await table.names()).toEqual(['alive', 'endless']);
  await until(() => table.done().length >= 6);
  const removals = table.done().filter(({ eventName }) => eventName === 'REMOVE');
  expect(removals.map(({ dynamodb, userIdentity }) => [dynamodb.Keys['pk'], userIdentity])).toEqual([
    [{ S: 'removed' }, undefined],
    [{ S: 'expired' }, { principalId: 'dynamodb.amazonaws.com', type: 'Service' }],
  ]);
});
