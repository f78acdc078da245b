import { randomUUID } from 'node:crypto';
import type { GivenUp } from './deliver-batch.ts';

/** What Lambda sends to the on-failure destination: where the records lie, and not the records. */
export function failureMessage(
  { records, condition, attempts }: GivenUp,
  functionArn: string,
  shardId: string,
): string {
  const [first] = records;
  const last = records.at(-1);
  const arrival = (record = first): string =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn: first?.eventSourceARN,
    },
  });
}
