import { apiGatewayConnections } from '../../shared/adapters/apigateway/connection-gateway.ts';
import { dynamoDbConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { consumerWorld } from '../../shared/adapters/system/consumer-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();
const deps = consumerWorld('notify-connections', variables);

export const handler = makeHandler({
  ...deps,
  connections: dynamoDbConnectionStore(deps.client, { table: variables.SESSIONS_TABLE_NAME, now: deps.world.now }),
  gateway: apiGatewayConnections(variables.CONNECTIONS_ENDPOINT),
});
