import { openConnection } from '../../shared/domain/connection/open-connection.ts';
import type { OpenConnectionOutcome } from '../../shared/domain/connection/open-connection.ts';
import type { ConnectionStore } from '../../shared/domain/connection/ports.ts';
import type { World } from '../../shared/domain/ports.ts';
import type { Log } from '../../shared/observability/logger.ts';

/** What API Gateway passes on of a device that opens a connection. */
export interface ConnectEvent {
  requestContext: { connectionId: string };
  queryStringParameters?: Record<string, string | undefined> | undefined;
}

export interface OpenConnectionDeps {
  world: World;
  connections: ConnectionStore;
  log: Log;
}

const statuses: Record<OpenConnectionOutcome['kind'], number> = {
  opened: 200,
  'bad-ticket': 401,
  ended: 401,
  'too-many': 429,
};

/**
 * $connect: binds the connection to the session whose ticket it brings. Without a good ticket there is no connection,
 * so none is ever open that is nobody's. Where the table cannot be asked it is refused (ASVS 16.5.3).
 */
export const makeHandler =
  ({ world, connections, log }: OpenConnectionDeps) =>
  async ({ requestContext, queryStringParameters }: ConnectEvent): Promise<{ statusCode: number }> => {
    const ticket = queryStringParameters?.['ticket'] ?? '';
    try {
      const outcome = await openConnection(
        { ...world, connections },
        { ticket, connectionId: requestContext.connectionId },
      );
      const { kind } = outcome;
      log.info('RSO_CONNECTION_OPENED', {
        outcome: kind,
        ...(outcome.kind === 'opened' && {
          sessionId: outcome.connection.sessionId,
          deviceId: outcome.connection.deviceId,
        }),
      });
      return { statusCode: statuses[kind] };
    } catch (error) {
      log.error('RSO_UNAVAILABLE', {}, error);
      return { statusCode: 503 };
    }
  };
