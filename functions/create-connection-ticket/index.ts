import { dynamoDbRateLimiter } from '../../shared/adapters/dynamodb/rate-limiter.ts';
import { connectionWorld } from '../../shared/adapters/system/connection-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const deps = connectionWorld('create-connection-ticket', variables);

export const handler = makeHandler({
  ...deps,
  limiter: dynamoDbRateLimiter(deps.client, {
    table: variables.SESSIONS_TABLE_NAME,
    now: deps.world.now,
    action: 'connection',
    allowance: variables.CONNECTIONS_PER_MINUTE,
  }),
  connectionsUrl: variables.CONNECTIONS_URL,
});
