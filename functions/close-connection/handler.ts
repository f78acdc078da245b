import type { ConnectionStore } from '../../shared/domain/connection/ports.ts';
import type { Log } from '../../shared/observability/logger.ts';

export interface CloseConnectionDeps {
  connections: ConnectionStore;
  log: Log;
}

/** $disconnect: the connection is forgotten. API Gateway may not call it; then the next message finds it gone. */
export const makeHandler =
  ({ connections, log }: CloseConnectionDeps) =>
  async ({ requestContext }: { requestContext: { connectionId: string } }): Promise<{ statusCode: number }> => {
    const connection = await connections.find(requestContext.connectionId);
    if (connection) {
      await connections.remove(connection);
      log.info('RSO_CONNECTION_CLOSED', { sessionId: connection.sessionId, deviceId: connection.deviceId });
    }
    return { statusCode: 200 };
  };
