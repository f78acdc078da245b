import { functionTokenVerifier } from '../../shared/adapters/system/function-token-verifier.ts';
import { functionWorld } from '../../shared/adapters/system/function-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
// It only reads: for how long what is written is kept does not matter here.
const { world, log } = functionWorld('authorize-session', {
  ...variables,
  ACTIVITY_RETENTION_DAYS: 1,
  SIGNED_OUT_DEVICE_RETENTION_DAYS: 1,
});

export const handler = makeHandler({
  tokens: functionTokenVerifier(variables, world.now),
  store: world.store,
  now: world.now,
  log,
});
