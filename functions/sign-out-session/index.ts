import { dynamoDbRateLimiter } from '../../shared/adapters/dynamodb/rate-limiter.ts';
import { functionWorld } from '../../shared/adapters/system/function-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const deps = functionWorld('sign-out-session', variables);

export const handler = makeHandler({
  ...deps,
  stepUpMaxAge: variables.STEP_UP_MAX_AGE_SECONDS,
  limiter: dynamoDbRateLimiter(deps.client, {
    table: variables.SESSIONS_TABLE_NAME,
    action: 'sign-out',
    perMinute: variables.SIGN_OUTS_PER_MINUTE,
    now: deps.world.now,
  }),
});
