import { readStreamRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import { snsEventTopic } from '../../shared/adapters/sns/event-topic.ts';
import { systemWorld } from '../../shared/adapters/system/system-world.ts';
import { createLog } from '../../shared/observability/logger.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();

export const handler = makeHandler({
  publisher: snsEventTopic(variables.EVENTS_TOPIC_ARN),
  issuers: { events: variables.EVENTS_ISSUER, tokens: variables.USER_POOL_ISSUER },
  now: systemWorld().now,
  log: createLog('publish-events'),
  readStreamRecord,
});
