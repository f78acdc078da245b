import type { RunningFunction } from '../functions/run-function.ts';
import { runQueueMapping } from '../queues/run-queue-mapping.ts';
import type { SqsClient } from '../queues/sqs-client.ts';
import type { QueueMappingSpec } from '../template/stack.ts';
import { TemplateError } from '../template/template.ts';

export interface QueueMappingsProps {
  mappings: readonly QueueMappingSpec[];
  region: string;
  sqs: SqsClient;
  /** By ARN. */
  queueUrls: ReadonlyMap<string, string>;
  functions: ReadonlyMap<string, RunningFunction>;
  onError: (mapping: string, error: unknown) => void;
}

/** All mappings of the stack from queues to functions. */
export function startQueueMappings(props: QueueMappingsProps): { close(): Promise<void> } {
  const running = props.mappings.map((mapping) => {
    const fn = props.functions.get(mapping.functionName);
    const queueUrl = props.queueUrls.get(mapping.queueArn);
    if (!fn || queueUrl === undefined) {
      throw new TemplateError(`${mapping.logicalId}: its queue or function is missing`);
    }
    return runQueueMapping({
      mapping,
      fn,
      sqs: props.sqs,
      queueUrl,
      source: { region: props.region, queueArn: mapping.queueArn },
      onError: (error) => props.onError(mapping.logicalId, error),
    });
  });
  return {
    async close() {
      await Promise.all(running.map((mapping) => mapping.close()));
    },
  };
}
