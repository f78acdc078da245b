import { signOutWorld } from '../../shared/adapters/system/sign-out-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();

export const handler = makeHandler({
  ...signOutWorld('finish-review', variables),
  timeZone: variables.REVIEW_TIME_ZONE,
});
