import type { Properties } from './properties.ts';
import type { FunctionSpec, QueueMappingSpec, QueueSpec } from './stack.ts';
import { TemplateError } from './template.ts';

/** Lambda begins with five batches at a time and takes on more; where the template sets no limit, five will do here. */
const concurrencyDefault = 5;

/** An event source mapping from a queue to a function; undefined when its source is no queue of the stack. */
export function readQueueMapping(
  logicalId: string,
  properties: Properties,
  queues: readonly QueueSpec[],
  functions: readonly FunctionSpec[],
): QueueMappingSpec | undefined {
  const source = properties.text('EventSourceArn');
  const queue = queues.find(({ arn }) => arn === source);
  if (queue === undefined) return undefined;
  properties.only(
    'BatchSize',
    'EventSourceArn',
    'FunctionName',
    'FunctionResponseTypes',
    'MaximumBatchingWindowInSeconds',
    'ScalingConfig',
    'Tags',
  );
  const target = properties.text('FunctionName');
  const fn = functions.find(({ name, arn }) => name === target || arn === target);
  if (fn === undefined) throw new TemplateError(`${logicalId}: no function ${target}`);
  const scaling = properties.group('ScalingConfig').only('MaximumConcurrency');
  return {
    logicalId,
    functionName: fn.name,
    queueArn: queue.arn,
    batchSize: properties.number('BatchSize', 10),
    windowMs: properties.number('MaximumBatchingWindowInSeconds', 0) * 1000,
    reportsItemFailures: properties.texts('FunctionResponseTypes').includes('ReportBatchItemFailures'),
    concurrencyMax: scaling.number('MaximumConcurrency', concurrencyDefault),
  };
}
