import type { ConnectionGateway, ConnectionStore } from '../../shared/domain/connection/ports.ts';
import type { World } from '../../shared/domain/ports.ts';
import { tellConnections } from '../../shared/domain/telling/tell-connections.ts';
import { eventConsumer } from '../../shared/events/event-consumer.ts';
import type { ConsumerDeps } from '../../shared/events/queue-consumer.ts';

export interface NotifyConnectionsDeps extends ConsumerDeps {
  world: World;
  connections: ConnectionStore;
  gateway: ConnectionGateway;
}

/** Tells the open connections of the sessions that an event has ended, and disconnects them. */
export const makeHandler = ({ world, connections, gateway, ...deps }: NotifyConnectionsDeps) =>
  eventConsumer(deps, async (event) => {
    const { user, device } = event.sub_id;
    if (!device) return;
    const ended = { accountId: user.sub, activityId: event.jti, deviceId: device.id, event };
    const told = await tellConnections({ ...world, connections, gateway }, ended);
    deps.log.info('RSO_CONNECTIONS_TOLD', { eventId: event.jti, deviceId: device.id, connections: told });
  });
