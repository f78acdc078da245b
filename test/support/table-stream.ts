import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { toStreamRecord } from '../../local/streams/stream-record.ts';
import type { TestEngine } from './engine.ts';

/** The stream of the sessions table, from now on, as Lambda gives it to a function. */
export const openTableStream = async ({ client, tables }: TestEngine) => {
  const { TableDescription } = await client.send(
    // The document client sends every command of DynamoDB; its type knows only its own.
    new UpdateTableCommand({
      TableName: tables.sessions,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  const streamArn = TableDescription?.LatestStreamArn ?? '';
  const endpoint = await client.config.endpoint?.();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const streams = new DynamoDBStreamsClient({ ...(endpoint && { endpoint }), region: 'us-east-1', credentials });
  const described = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  const ShardId = described.StreamDescription?.Shards?.at(-1)?.ShardId ?? '';
  const opened = await streams.send(
    new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  let iterator = opened.ShardIterator;

  return {
    /** What was written since the last time. */
    async read(): Promise<DynamoDBRecord[]> {
      const records: DynamoDBRecord[] = [];
      for (;;) {
        const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
        iterator = page.NextShardIterator;
        const source = { region: 'us-east-1', streamArn, partitionKey: 'pk', wasExpired: () => true };
        records.push(...(page.Records ?? []).map((record) => toStreamRecord(record, source) as DynamoDBRecord));
        if ((page.Records ?? []).length === 0) return records;
      }
    },
    close: () => streams.destroy(),
  };
};
