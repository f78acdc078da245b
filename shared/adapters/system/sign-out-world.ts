import { dynamoDbRateLimiter } from '../dynamodb/rate-limiter.ts';
import { functionWorld } from './function-world.ts';
import type { FunctionVariables } from './function-world.ts';

/** What a function that signs out devices works with: the same, and the limits on asking for it. */
export const signOutWorld = (
  name: string,
  variables: FunctionVariables & { STEP_UP_MAX_AGE_SECONDS: number; SIGN_OUTS_PER_MINUTE: number },
) => {
  const deps = functionWorld(name, variables);
  return {
    ...deps,
    stepUpMaxAge: variables.STEP_UP_MAX_AGE_SECONDS,
    limiter: dynamoDbRateLimiter(deps.client, {
      table: variables.SESSIONS_TABLE_NAME,
      action: 'sign-out',
      allowance: variables.SIGN_OUTS_PER_MINUTE,
      now: deps.world.now,
    }),
  };
};
