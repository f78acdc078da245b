import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { readStreamRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import type { StreamedChange } from '../../shared/adapters/dynamodb/stream-record.ts';
import { toStreamRecord } from '../streams/stream-record.ts';
import type { StreamRecord } from '../streams/stream-record.ts';
import type { LetterBox } from './letters.ts';
import { readStreamRange } from './read-stream-range.ts';
import type { Redriven, RedriveRun } from './redriven.ts';

/** A function that reads the stream, as Lambda calls it. */
export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

export interface RerunProps extends RedriveRun {
  box: LetterBox;
  streams: DynamoDBStreamsClient;
  /** What the service calls the stream that a letter names. */
  streamArnOf: (named: string) => Promise<string>;
  region: string;
  /** What it has to do with; the stream also has records between them that it never gets. */
  concerns: readonly StreamedChange['kind'][];
  /** Loaded when there is something for it to do. */
  handler: () => Promise<StreamHandler>;
}

/** What Lambda writes when it gives up on records of a stream: where they lie, and not the records. */
const letter = z.looseObject({
  DDBStreamBatchInfo: z.looseObject({
    streamArn: z.string(),
    shardId: z.string(),
    startSequenceNumber: z.string().check(z.regex(/^\d+$/)),
    endSequenceNumber: z.string().check(z.regex(/^\d+$/)),
  }),
});
type BatchInfo = z.infer<typeof letter>['DDBStreamBatchInfo'];

/**
 * Reads the records that letters point to from the table's stream again, and gives each to the function. What went
 * well before is among them: done again, it changes nothing. A letter goes when all of its records went well.
 */
export const rerunRecords = async (props: RerunProps): Promise<Redriven> => {
  const redriven: Redriven = { done: 0, kept: 0 };
  for await (const { body, remove } of props.box.take(props.most)) {
    const info = read(body);
    if (info === undefined) props.complain(`not a letter of Lambda about a stream: ${body.slice(0, 80)}`);
    const isDone = info !== undefined && (await rerun(info, props));
    if (isDone && !props.dryRun) await remove();
    redriven[isDone ? 'done' : 'kept']++;
  }
  return redriven;
};

const rerun = async (
  info: BatchInfo,
  { streams, streamArnOf, region, concerns, handler, dryRun, say, complain }: RerunProps,
): Promise<boolean> => {
  const { streamArn, shardId, startSequenceNumber, endSequenceNumber } = info;
  const range = `${startSequenceNumber} to ${endSequenceNumber} of ${shardId}`;
  const { records, complete } = await readStreamRange(streams, { ...info, streamArn: await streamArnOf(streamArn) });
  const source = { region, streamArn, partitionKey: 'pk', wasExpired: () => false };
  const given = records.map((one) => toStreamRecord(one, source)).filter((record) => isConcerned(record, concerns));
  say(`records ${range}: ${records.length} read, ${given.length} of them for this function`);
  let failed = 0;
  for (const record of given) {
    say(`  ${describe(record)}`);
    if (dryRun || (await goesWell(await handler(), record))) continue;
    failed++;
    complain('    it fails again: the lines above say at what');
  }
  if (!complete) complain('  the stream, which keeps records for a day, does not have all of these any more');
  return complete && failed === 0;
};

/** One at a time, so that one that fails holds back no other. */
const goesWell = async (handle: StreamHandler, record: StreamRecord): Promise<boolean> => {
  const { batchItemFailures } = await handle({ Records: [record] } as DynamoDBStreamEvent);
  return batchItemFailures.length === 0;
};

const isConcerned = (record: StreamRecord, concerns: RerunProps['concerns']): boolean => {
  try {
    return concerns.includes(readStreamRecord(record as DynamoDBRecord).kind);
  } catch {
    // Nobody can read it: perhaps it is what the letter is about.
    return true;
  }
};

/** By public ids: a key of the table may hold what is secret. */
const describe = ({ eventName, dynamodb: { NewImage, OldImage } }: StreamRecord): string => {
  const image = NewImage ?? OldImage ?? {};
  const text = (name: string): string => (image[name] as { S?: string } | undefined)?.S ?? '';
  return [eventName, text('type'), text('activityType'), text('id')].filter((part) => part !== '').join(' ');
};

const read = (body: string): BatchInfo | undefined => {
  try {
    return letter.parse(JSON.parse(body)).DDBStreamBatchInfo;
  } catch {
    return undefined;
  }
};
