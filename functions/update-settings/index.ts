import { functionWorld } from '../../shared/adapters/system/function-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();

export const handler = makeHandler({
  ...functionWorld('update-settings', variables),
  stepUpMaxAge: variables.STEP_UP_MAX_AGE_SECONDS,
});
