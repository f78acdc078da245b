import { functionWorld } from '../../shared/adapters/system/function-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();

export const handler = makeHandler({
  ...functionWorld('check-in', variables),
  checkInAfter: variables.CHECK_IN_AFTER_SECONDS,
});
