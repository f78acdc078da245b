import { apiGatewayConnections } from '../../shared/adapters/apigateway/connection-gateway.ts';
import { connectionWorld } from '../../shared/adapters/system/connection-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

const variables = readVariables();

export const handler = makeHandler({
  ...connectionWorld('answer-connection', variables),
  gateway: apiGatewayConnections(variables.CONNECTIONS_ENDPOINT),
});
