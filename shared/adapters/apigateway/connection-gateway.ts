import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { ConnectionGateway } from '../../domain/connection/ports.ts';

/** The connections of the WebSocket API, by its address for the back end: `https://…/<stage>`. */
export const apiGatewayConnections = (endpoint: string): ConnectionGateway => {
  const client = new ApiGatewayManagementApiClient({ endpoint });
  const unlessGone = async (call: Promise<unknown>): Promise<'sent' | 'gone'> => {
    try {
      await call;
      return 'sent';
    } catch (error) {
      if (error instanceof GoneException) return 'gone';
      throw error;
    }
  };
  return {
    send: (ConnectionId, message) =>
      unlessGone(client.send(new PostToConnectionCommand({ ConnectionId, Data: JSON.stringify(message) }))),
    async disconnect(ConnectionId) {
      await unlessGone(client.send(new DeleteConnectionCommand({ ConnectionId })));
    },
  };
};
