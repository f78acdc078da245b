import { GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import type { _Record as TableRecord, DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { setTimeout as sleep } from 'node:timers/promises';

/** A run of records in a table's stream, as a letter names it. */
export interface StreamRange {
  streamArn: string;
  shardId: string;
  startSequenceNumber: string;
  endSequenceNumber: string;
}

/** Records leave the stream after a day; those that are left follow one another. */
export interface FoundRecords {
  records: TableRecord[];
  /** Whether the first record of the range is still there, and so all of them. */
  complete: boolean;
}

const gone = new Set(['TrimmedDataAccessException', 'ResourceNotFoundException']);
/** A page of a stream may be empty though more follow. Where so many are, nothing follows. */
const emptyPagesMax = 10;

/** Reads the records of a range that the stream still has, in their order. */
export const readStreamRange = async (client: DynamoDBStreamsClient, range: StreamRange): Promise<FoundRecords> => {
  const [first, last] = [BigInt(range.startSequenceNumber), BigInt(range.endSequenceNumber)];
  const records: TableRecord[] = [];
  let iterator = await openRange(client, range);
  for (let emptyPages = 0; iterator !== undefined && emptyPages < emptyPagesMax;) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
    const numbers = (page.Records ?? []).map(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0));
    records.push(...(page.Records ?? []).filter((_, at) => isBetween(numbers[at], first, last)));
    if (numbers.some((number) => number >= last)) break;
    iterator = page.NextShardIterator;
    if (numbers.length === 0) {
      emptyPages++;
      await sleep(50);
    }
  }
  return { records, complete: records[0]?.dynamodb?.SequenceNumber === range.startSequenceNumber };
};

const isBetween = (number: bigint | undefined, first: bigint, last: bigint): boolean =>
  number !== undefined && number >= first && number <= last;

/** From the first record that is left, or undefined where the shard itself has left the stream. */
const openRange = async (
  client: DynamoDBStreamsClient,
  { streamArn, shardId, startSequenceNumber }: StreamRange,
): Promise<string | undefined> => {
  const shard = { StreamArn: streamArn, ShardId: shardId };
  const starts = [
    { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: startSequenceNumber },
    { ShardIteratorType: 'TRIM_HORIZON' },
  ] as const;
  for (const start of starts) {
    try {
      return (await client.send(new GetShardIteratorCommand({ ...shard, ...start }))).ShardIterator;
    } catch (error) {
      if (!gone.has((error as Error).name)) throw error;
    }
  }
  return undefined;
};
