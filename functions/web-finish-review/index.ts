import { dynamoDbRateLimiter } from '../../shared/adapters/dynamodb/rate-limiter.ts';
import { reviewLinkWorld } from '../../shared/adapters/system/review-link-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const deps = reviewLinkWorld('web-finish-review', variables);

export const handler = makeHandler({
  ...deps,
  timeZone: variables.REVIEW_TIME_ZONE,
  limiter: dynamoDbRateLimiter(deps.client, {
    table: variables.SESSIONS_TABLE_NAME,
    action: 'sign-out',
    allowance: variables.SIGN_OUTS_PER_MINUTE,
    now: deps.now,
  }),
});
