import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../../local/dynamodb/start-engine.ts';
import type { Engine } from '../../../local/dynamodb/start-engine.ts';
import type { Letter, LetterBox } from '../../../local/redrive/letters.ts';
import { localStreamArn } from '../../../local/redrive/local-stream-arn.ts';
import { rerunRecords } from '../../../local/redrive/rerun-records.ts';
import { freePort } from '../../support/free-port.ts';

/** As the template names it; the engine has a name of its own. */
const streamArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/sessions/stream/local';

let stateFolder: string;
let engine: Engine;
let streams: DynamoDBStreamsClient;
let shardId: string;
/** Of the activities of a to e, in their order. */
let numbers: string[];

beforeAll(async () => {
  stateFolder = mkdtempSync(join(tmpdir(), 'redrive-'));
  engine = await startEngine({ stateFolder, port: await freePort(), onExit: () => {} });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { endpoint: engine.endpoint, region: 'us-east-1', credentials };
  const table = new DynamoDBClient(settings);
  streams = new DynamoDBStreamsClient(settings);
  await table.send(
    new CreateTableCommand({
      TableName: 'sessions',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  for (const id of ['a', 'b', 'not for it', 'c', 'd', 'e']) {
    const Item = { pk: { S: `secret-${id}` }, type: { S: id.length > 1 ? 'device' : 'activity' }, id: { S: id } };
    await table.send(new PutItemCommand({ TableName: 'sessions', Item }));
  }
  table.destroy();

  const StreamArn = await localStreamArn(streams, streamArn);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  shardId = StreamDescription?.Shards?.[0]?.ShardId ?? '';
  const start = { StreamArn, ShardId: shardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  const activities = Records.filter(({ dynamodb }) => dynamodb?.NewImage?.['type']?.S === 'activity');
  numbers = activities.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
});
afterAll(async () => {
  streams.destroy();
  await engine.close();
  rmSync(stateFolder, { recursive: true, force: true });
});

const letterOf = (startSequenceNumber = '', endSequenceNumber = ''): string =>
  JSON.stringify({ DDBStreamBatchInfo: { streamArn, shardId, startSequenceNumber, endSequenceNumber } });

/** Redrives letters by a function that fails at these records. */
const rerun = async (bodies: string[], { failing = [] as string[], dryRun = false } = {}) => {
  const kept = new Set(bodies);
  const box: LetterBox = {
    count: async () => kept.size,
    async *take() {
      for (const body of bodies) {
        const letter: Letter = {
          body,
          attributes: {},
          moveTo: async () => {},
          remove: async () => void kept.delete(body),
        };
        yield letter;
      }
    },
  };
  const handled: string[] = [];
  const said: string[] = [];
  const handler = async ({ Records }: DynamoDBStreamEvent) => {
    const ids = Records.map(({ dynamodb }) => dynamodb?.NewImage?.['id']?.S ?? '');
    handled.push(ids.join());
    return { batchItemFailures: ids.some((id) => failing.includes(id)) ? [{ itemIdentifier: '' }] : [] };
  };
  const redriven = await rerunRecords({
    box,
    streams,
    streamArnOf: (named) => localStreamArn(streams, named),
    region: 'us-east-1',
    concerns: ['activity-recorded'],
    handler: async () => handler,
    most: Infinity,
    dryRun,
    say: (text) => said.push(text),
    complain: (text) => said.push(text),
  });
  return { redriven, handled, kept: kept.size, said: said.join('\n') };
};

test('the records that a letter points to are given to the function again, those and no others, and the letter goes', async () => {
  const { redriven, handled, kept, said } = await rerun([letterOf(numbers[1], numbers[3])]);
  expect(handled).toEqual(['b', 'c', 'd']);
  expect([redriven, kept]).toEqual([{ done: 1, kept: 0 }, 0]);
  expect(said).toContain('INSERT activity c');
  // A key may hold what is secret.
  expect(said).not.toContain('secret');
});

test('a record that fails again keeps its letter, and holds back no other record', async () => {
  const letters = [letterOf(numbers[0], numbers[2]), letterOf(numbers[3], numbers[4])];
  const { redriven, handled, kept } = await rerun(letters, { failing: ['b'] });
  expect(handled).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect([redriven, kept]).toEqual([{ done: 1, kept: 1 }, 1]);
});

test('a letter whose records have left the stream is kept, and says so; those that are left are done', async () => {
  const before = String(BigInt(numbers[0] ?? 0) - 1n);
  const { redriven, handled, kept, said } = await rerun([letterOf(before, numbers[0]), letterOf('0', '0')]);
  expect(handled).toEqual(['a']);
  expect([redriven, kept]).toEqual([{ done: 0, kept: 2 }, 2]);
  expect(said).toContain('does not have all of these any more');
});

test('a dry run shows the records, and does nothing', async () => {
  const { redriven, handled, kept, said } = await rerun([letterOf(numbers[4], numbers[4])], { dryRun: true });
  expect([redriven, kept, handled]).toEqual([{ done: 1, kept: 0 }, 1, []]);
  expect(said).toContain('INSERT activity e');
});

test.each(['', 'no JSON', '{}', '{"DDBStreamBatchInfo":{"shardId":7}}'])(
  '%j is no letter of a stream, and stays',
  async (body) => {
    const { redriven, handled, kept } = await rerun([body]);
    expect([redriven, kept, handled]).toEqual([{ done: 0, kept: 1 }, 1, []]);
  },
);
