import { functionWorld } from '../../shared/adapters/system/function-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

export const handler = makeHandler(functionWorld('get-review', readVariables()));
