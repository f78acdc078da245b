import { afterAll, expect, test } from '@jest/globals';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { join } from 'node:path';
import { plainPaint } from '../../../local/device/terminal/paint.ts';
import { localStreamArn } from '../../../local/redrive/local-stream-arn.ts';
import { runRedrive } from '../../../local/redrive/run-redrive.ts';
import { eventually } from '../../support/eventually.ts';
import { localOwner } from '../../support/local-owner.ts';
import { useLocalRun } from '../../support/local-run.ts';

const run = await useLocalRun();
const output = (name: string): string => run.local.outputs[name] ?? '';
const aws = { region: output('Region'), credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const sqs = new SQSClient({ ...aws, endpoint: output('SqsEndpoint') });
const streams = new DynamoDBStreamsClient({ ...aws, endpoint: output('DynamoDbEndpoint') });
afterAll(() => {
  sqs.destroy();
  streams.destroy();
});

const redrive = async (...args: string[]) => {
  let text = '';
  const write = (more: string): void => void (text += more);
  const flags = [...args, '--outputs', join(run.stateFolder, 'outputs.json')];
  return { code: await runRedrive(flags, { out: write, err: write, paint: plainPaint }), text };
};
const putLetter = (outputName: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: output(outputName), MessageBody }));

/** What Lambda would write of all records that the stream has. */
const letterOfAll = async (): Promise<string> => {
  const streamArn = output('SessionsTableStreamArn');
  const StreamArn = await localStreamArn(streams, streamArn);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.at(-1)?.ShardId ?? '';
  const start = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand(start));
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  const [first, last] = [Records[0], Records.at(-1)].map((record) => record?.dynamodb?.SequenceNumber);
  const range = { startSequenceNumber: first, endSequenceNumber: last };
  return JSON.stringify({ DDBStreamBatchInfo: { streamArn, shardId: ShardId, ...range } });
};

test('what was given up on is counted, done again by the function itself, and gone', async () => {
  const owner = await localOwner(run);
  const { call, deviceId } = await owner.signIn();
  await call('sign-out-device', { params: { deviceId } });
  const letter = await letterOfAll();
  for (const name of ['PublishEvents', 'SettleSessions']) await putLetter(`${name}DeadLettersUrl`, letter);

  expect((await redrive()).text).toMatch(/publish-events +1\nsettle-sessions +1\nrevoke-tokens +0/);
  expect(await redrive('publish-events')).toEqual({
    code: 0,
    text: expect.stringMatching(/INSERT activity device-signed-out act_.*✓ 1 letter done again/s),
  });
  expect(await redrive('settle-sessions')).toMatchObject({ code: 0 });
  expect((await redrive()).text).toContain('Nothing was given up on.');
});

test('a message that was given up on goes back to its function', async () => {
  await putLetter('RevokeTokensDeadLettersUrl', '{"not":"an event"}');
  expect(await redrive('revoke-tokens')).toEqual({
    code: 0,
    text: expect.stringContaining('1 letter given back to revoke-tokens'),
  });
  await eventually(async () =>
    expect(run.lines).toContainEqual({
      functionName: 'revoke-tokens',
      line: expect.stringContaining('RSO_MESSAGE_UNKNOWN'),
    }),
  );
});
