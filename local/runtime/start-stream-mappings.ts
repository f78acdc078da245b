import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { RunningFunction } from '../functions/run-function.ts';
import type { SqsClient } from '../queues/sqs-client.ts';
import type { State } from '../state/open-state.ts';
import { runStreamMapping } from '../streams/run-stream-mapping.ts';
import type { Stack, StreamMappingSpec } from '../template/stack.ts';
import { isRecord, TemplateError } from '../template/template.ts';
import type { AwsSettings } from './aws-settings.ts';

export interface StreamMappingsProps {
  stack: Stack;
  state: State;
  aws: AwsSettings;
  endpoint: string;
  sqs: SqsClient;
  /** By ARN. */
  queueUrls: ReadonlyMap<string, string>;
  functions: ReadonlyMap<string, RunningFunction>;
  wasExpired: (tableName: string, keys: Record<string, unknown>) => boolean;
  /** Delete stream records that every mapping of the table is done with. */
  trim: (tableName: string, upTo: bigint) => void;
  onError: (mapping: string, error: unknown) => void;
}

const trimEveryMs = 15_000;

/** All mappings of the stack from streams to functions. */
export function startStreamMappings(props: StreamMappingsProps): { close(): Promise<void> } {
  const { stack, state, aws } = props;
  const client = new DynamoDBStreamsClient({ ...aws, endpoint: props.endpoint });
  const reached = new Map<StreamMappingSpec, bigint>();

  const running = stack.streamMappings.map((mapping) => {
    const table = stack.tables.find(({ name }) => name === mapping.tableName);
    const fn = props.functions.get(mapping.functionName);
    const spec = stack.functions.find(({ name }) => name === mapping.functionName);
    if (!table || !fn || !spec) throw new TemplateError(`${mapping.logicalId}: its table or function is missing`);
    const queueUrl = props.queueUrls.get(mapping.failureQueueArn ?? '');
    if (mapping.failureQueueArn !== undefined && queueUrl === undefined) {
      throw new TemplateError(`${mapping.logicalId}: ${mapping.failureQueueArn} is no queue of this stack`);
    }
    const place = (stream: string): string => `${mapping.logicalId} ${stream}`;
    return runStreamMapping({
      mapping,
      fn,
      functionArn: spec.arn,
      client,
      source: {
        region: aws.region,
        streamArn: table.streamArn,
        partitionKey: partitionKey(table.properties['KeySchema']),
        wasExpired: (keys) => props.wasExpired(table.name, keys),
      },
      checkpoint: {
        get: (stream) => state.checkpoint(place(stream)),
        set(stream, sequenceNumber) {
          state.setCheckpoint(place(stream), sequenceNumber);
          reached.set(mapping, BigInt(sequenceNumber));
        },
      },
      async sendFailure(message) {
        if (queueUrl !== undefined) await props.sqs.send(queueUrl, message);
      },
      onError: (error) => props.onError(mapping.logicalId, error),
    });
  });

  const trim = setInterval(() => {
    for (const { name, properties } of stack.tables) {
      if (properties['StreamSpecification'] === undefined) continue;
      const readers = stack.streamMappings.filter(({ tableName }) => tableName === name);
      // Until each has shown how far it is, it may be anywhere.
      if (readers.every((reader) => reached.has(reader))) {
        const upTo = readers.map((reader) => reached.get(reader) ?? 0n);
        props.trim(name, upTo.length === 0 ? BigInt(Number.MAX_SAFE_INTEGER) : upTo.reduce((a, b) => (a < b ? a : b)));
      }
    }
  }, trimEveryMs);

  return {
    async close() {
      clearInterval(trim);
      await Promise.all(running.map((mapping) => mapping.close()));
      client.destroy();
    },
  };
}

function partitionKey(schema: unknown): string {
  const keys: unknown[] = Array.isArray(schema) ? schema : [];
  const hash = keys.find((key) => isRecord(key) && key['KeyType'] === 'HASH');
  return isRecord(hash) ? String(hash['AttributeName']) : '';
}
