import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningFunction } from '../functions/run-function.ts';
import type { StreamMappingSpec } from '../template/stack.ts';
import { deliverBatch, type GivenUp } from './deliver-batch.ts';
import { failureMessage } from './failure-message.ts';
import { makeRecordFilter } from './make-record-filter.ts';
import { type StreamRecord, type StreamSource, toStreamRecord } from './stream-record.ts';

export interface StreamMappingProps {
  mapping: StreamMappingSpec;
  fn: RunningFunction;
  functionArn: string;
  client: DynamoDBStreamsClient;
  source: StreamSource;
  /** Sequence number of the last record that the function is done with, kept over a crash. */
  checkpoint: { get(stream: string): string | undefined; set(stream: string, sequenceNumber: string): void };
  sendFailure: (message: string) => Promise<void>;
  onError: (error: unknown) => void;
}

export interface RunningMapping {
  close(): Promise<void>;
}

const idleMs = 100;
const afterErrorMs = 1000;

/**
 * Bring the records of a table's stream to a function, at least once each: the checkpoint moves when a batch is done
 * with, and not before. Records of one partition key stay in their order; those of others may go beside them.
 */
export function runStreamMapping(props: StreamMappingProps): RunningMapping {
  const { mapping, fn, client, source, checkpoint } = props;
  const passes = makeRecordFilter(mapping.filters);
  const ending = new AbortController();
  const { signal } = ending;
  const rest = (ms: number): Promise<void> => sleep(ms, undefined, { signal }).catch(() => {});

  interface Shard {
    streamArn: string;
    shardId: string;
    iterator: string | undefined;
  }

  async function openShard(): Promise<Shard> {
    const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: mapping.tableName }));
    const StreamArn = Streams.at(-1)?.StreamArn ?? '';
    const description = await client.send(new DescribeStreamCommand({ StreamArn }));
    // The engines that run on one machine have one shard to a table.
    const ShardId = description.StreamDescription?.Shards?.at(-1)?.ShardId ?? '';
    const shard = { StreamArn, ShardId };
    const after = checkpoint.get(StreamArn);
    const start =
      after === undefined
        ? ({ ShardIteratorType: mapping.startingPosition } as const)
        : ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after } as const);
    const { ShardIterator } = await client
      .send(new GetShardIteratorCommand({ ...shard, ...start }))
      .catch((error: unknown) => {
        if (!(error instanceof TrimmedDataAccessException)) throw error;
        // What we were to read is gone: go on with the oldest that is left.
        return client.send(new GetShardIteratorCommand({ ...shard, ShardIteratorType: 'TRIM_HORIZON' }));
      });
    return { streamArn: StreamArn, shardId: ShardId, iterator: ShardIterator };
  }

  async function read({ streamArn, shardId, iterator: first }: Shard): Promise<void> {
    let iterator = first;
    let gathered: StreamRecord[] = [];
    let gatheringSince = 0;
    while (iterator !== undefined && !signal.aborted) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }));
      iterator = page.NextShardIterator;
      const records = (page.Records ?? []).map((record) => toStreamRecord(record, source));
      if (gathered.length === 0) gatheringSince = Date.now();
      gathered.push(...records);
      const waiting = gathered.filter(passes).length;
      const last = gathered.at(-1)?.dynamodb.SequenceNumber;
      const isDue = waiting >= mapping.batchSize || Date.now() - gatheringSince >= mapping.windowMs;
      if (last !== undefined && (waiting === 0 || isDue)) {
        if (waiting > 0 && !(await deliver(gathered, shardId))) return;
        checkpoint.set(streamArn, last);
        gathered = [];
      }
      if (records.length === 0) await rest(idleMs);
    }
  }

  async function deliver(gathered: readonly StreamRecord[], shardId: string): Promise<boolean> {
    const lanes = Array.from({ length: mapping.lanes }, (): StreamRecord[] => []);
    for (const record of gathered.filter(passes)) lanes[laneOf(record)]?.push(record);
    const giveUp = (givenUp: GivenUp): Promise<void> =>
      props.sendFailure(failureMessage(givenUp, props.functionArn, shardId));
    const done = await Promise.all(
      lanes.map(async (lane) => {
        for (let at = 0; at < lane.length; at += mapping.batchSize) {
          const batch = lane.slice(at, at + mapping.batchSize);
          if (!(await deliverBatch(batch, { mapping, fn, giveUp, signal }))) return false;
        }
        return true;
      }),
    );
    return done.every(Boolean);
  }

  /** Lambda keeps the order of each partition key; which keys go together is its own affair. */
  function laneOf({ dynamodb: { Keys } }: StreamRecord): number {
    if (mapping.lanes === 1) return 0;
    const partition = JSON.stringify(Keys[source.partitionKey]);
    return createHash('md5').update(partition).digest().readUInt32BE() % mapping.lanes;
  }

  const running = (async () => {
    while (!signal.aborted) {
      try {
        await read(await openShard());
      } catch (error) {
        if (!signal.aborted) props.onError(error);
      }
      await rest(afterErrorMs);
    }
  })();
  return {
    async close() {
      ending.abort();
      await running;
    },
  };
}
