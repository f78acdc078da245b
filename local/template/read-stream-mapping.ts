import type { Properties } from './properties.ts';
import type { FunctionSpec, StreamMappingSpec, TableSpec } from './stack.ts';
import { isRecord, TemplateError } from './template.ts';

/** An event source mapping from the stream of a table to a function. */
export function readStreamMapping(
  logicalId: string,
  properties: Properties,
  tables: readonly TableSpec[],
  functions: readonly FunctionSpec[],
): StreamMappingSpec {
  properties.only(
    'BatchSize',
    'BisectBatchOnFunctionError',
    'DestinationConfig',
    'EventSourceArn',
    'FilterCriteria',
    'FunctionName',
    'FunctionResponseTypes',
    'MaximumBatchingWindowInSeconds',
    'MaximumRecordAgeInSeconds',
    'MaximumRetryAttempts',
    'ParallelizationFactor',
    'StartingPosition',
    'Tags',
  );
  const source = properties.text('EventSourceArn');
  const table = tables.find(({ streamArn }) => streamArn === source);
  if (table === undefined) {
    throw new TemplateError(
      `${logicalId}: the local run maps streams of tables and queues to functions, not ${source}`,
    );
  }
  const target = properties.text('FunctionName');
  const fn = functions.find(({ name, arn }) => name === target || arn === target);
  if (fn === undefined) throw new TemplateError(`${logicalId}: no function ${target}`);
  const position = properties.text('StartingPosition');
  if (position !== 'TRIM_HORIZON' && position !== 'LATEST') {
    throw new TemplateError(`${logicalId}: the starting position ${position} is not known here`);
  }

  const retries = properties.number('MaximumRetryAttempts', -1);
  const ageSeconds = properties.number('MaximumRecordAgeInSeconds', -1);
  const onFailure = properties.group('DestinationConfig').only('OnFailure').group('OnFailure');
  const filters = properties.group('FilterCriteria').all['Filters'] ?? [];
  return {
    logicalId,
    functionName: fn.name,
    tableName: table.name,
    startingPosition: position,
    batchSize: properties.number('BatchSize', 100),
    windowMs: properties.number('MaximumBatchingWindowInSeconds', 0) * 1000,
    lanes: properties.number('ParallelizationFactor', 1),
    filters: Array.isArray(filters) ? filters.filter(isRecord).map(({ Pattern }) => String(Pattern)) : [],
    reportsItemFailures: properties.texts('FunctionResponseTypes').includes('ReportBatchItemFailures'),
    bisects: properties.flag('BisectBatchOnFunctionError'),
    retriesMax: retries < 0 ? Infinity : retries,
    recordAgeMsMax: ageSeconds < 0 ? Infinity : ageSeconds * 1000,
    ...(onFailure.has('Destination') && { failureQueueArn: onFailure.text('Destination') }),
  };
}
