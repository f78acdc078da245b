import { dynamoDbConnectionStore } from '../dynamodb/connection-store.ts';
import { functionWorld } from './function-world.ts';
import type { FunctionVariables } from './function-world.ts';

/** What a function of the WebSocket API works with: the same, and the open connections. */
export const connectionWorld = (name: string, variables: FunctionVariables) => {
  const deps = functionWorld(name, variables);
  const connections = dynamoDbConnectionStore(deps.client, {
    table: variables.SESSIONS_TABLE_NAME,
    now: deps.world.now,
  });
  return { ...deps, connections };
};
