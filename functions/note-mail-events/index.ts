import { consumerWorld } from '../../shared/adapters/system/consumer-world.ts';
import { createCount } from '../../shared/observability/metrics.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const { world, log, postpone } = consumerWorld('note-mail-events', variables);

export const handler = makeHandler({
  log,
  postpone,
  count: createCount(variables.AWS_LAMBDA_FUNCTION_NAME),
  world: { ...world, timeZone: variables.REVIEW_TIME_ZONE },
});
