import { checkConnection } from '../../shared/domain/connection/check-connection.ts';
import type { ConnectionGateway, ConnectionStore } from '../../shared/domain/connection/ports.ts';
import type { World } from '../../shared/domain/ports.ts';
import { tellConnection } from '../../shared/domain/telling/tell-connections.ts';
import type { Log } from '../../shared/observability/logger.ts';

/** What API Gateway passes on of a message. */
export interface MessageEvent {
  requestContext: { connectionId: string };
  body?: string | null | undefined;
}

export interface AnswerConnectionDeps {
  world: World;
  connections: ConnectionStore;
  gateway: ConnectionGateway;
  log: Log;
}

/** What is answered over the connection that the message came by. */
interface Reply {
  statusCode: number;
  body?: string;
}

/**
 * $default: a device says that it is still there. It is told where its session has ended meanwhile, so that a message
 * that was lost on the way is made up for at the next ping.
 */
export const makeHandler =
  ({ world, connections, gateway, log }: AnswerConnectionDeps) =>
  async ({ requestContext: { connectionId }, body }: MessageEvent): Promise<Reply> => {
    if (!isPing(body)) return reply({ type: 'error', code: 'invalid-request' });
    const connected = { ...world, connections, gateway };
    try {
      const outcome = await checkConnection(connected, connectionId);
      switch (outcome.kind) {
        case 'live':
          return reply({ type: 'pong' });
        case 'ended': {
          const { connection, standing } = outcome;
          const type = standing.kind === 'signed-out' ? 'session-revoked' : 'session-expired';
          await tellConnection(connected, connection, { type });
          log.info('RSO_CONNECTIONS_TOLD', { deviceId: connection.deviceId, connections: 1 });
          return { statusCode: 200 };
        }
        case 'not-known':
          await gateway.disconnect(connectionId);
          return { statusCode: 200 };
      }
    } catch (error) {
      log.error('RSO_UNAVAILABLE', {}, error);
      return reply({ type: 'error', code: 'unavailable' });
    }
  };

const reply = (message: { type: string; code?: string }): Reply => ({ statusCode: 200, body: JSON.stringify(message) });

const isPing = (body: MessageEvent['body']): boolean => {
  try {
    const message: unknown = JSON.parse(body ?? '');
    return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ping';
  } catch {
    return false;
  }
};
