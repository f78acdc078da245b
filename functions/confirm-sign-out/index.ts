import { functionTokenVerifier } from '../../shared/adapters/system/function-token-verifier.ts';
import { functionWorld } from '../../shared/adapters/system/function-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const deps = functionWorld('confirm-sign-out', variables);

export const handler = makeHandler({ ...deps, tokens: functionTokenVerifier(variables, deps.world.now) });
