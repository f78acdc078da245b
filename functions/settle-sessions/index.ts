import { functionWorld } from '../../shared/adapters/system/function-world.ts';
import { readStreamRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

export const handler = makeHandler({ ...functionWorld('settle-sessions', readVariables()), readStreamRecord });
