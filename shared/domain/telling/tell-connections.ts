import { endsSessions } from '../../contracts/event-names.ts';
import type { SecurityEvent } from '../../contracts/security-event.ts';
import type { ActivityId, DeviceId } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import type { Connection, ConnectionGateway, ConnectionStore } from '../connection/ports.ts';
import type { World } from '../ports.ts';
import { recordReceipt } from '../sign-out/record-receipt.ts';
import { eachInTurn } from './each-in-turn.ts';

/** A device has a handful of connections; the limit only keeps a flood of them from taking all there is. */
const atATime = 10;

type ConnectedWorld = World & { connections: ConnectionStore; gateway: ConnectionGateway };

/**
 * Sends the event over every open connection of a session that it ends, notes that the device was told, and
 * disconnects. A connection that is gone is forgotten.
 *
 * @returns how many connections took it
 */
export const tellConnections = async (
  world: ConnectedWorld,
  ended: { accountId: AccountId; activityId: ActivityId; deviceId: DeviceId; event: SecurityEvent },
): Promise<number> => {
  const { accountId, activityId, deviceId, event } = ended;
  // What has ended is what the records say, whoever sent the event.
  const activity = await world.store.readActivity(accountId, activityId);
  if (!activity || !endsSessions(activity.type)) return 0;
  const sessions = new Set(activity.sessions.map(({ id }) => id));
  const open = await world.connections.ofDevice(accountId, deviceId);
  const concerned = open.filter(({ sessionId }) => sessions.has(sessionId));
  return eachInTurn(concerned, (connection) => tellConnection(world, connection, event), atATime);
};

/** Tells the device over the connection, and ends it. Its record goes last, so that a failure begins again. */
export const tellConnection = async (
  world: ConnectedWorld,
  connection: Connection,
  message: unknown,
): Promise<boolean> => {
  const { accountId, key, connectionId } = connection;
  const outcome = await world.gateway.send(connectionId, message);
  if (outcome === 'sent') {
    await recordReceipt(world, { accountId, key, step: 'deliveredAt' });
    await world.gateway.disconnect(connectionId);
  }
  await world.connections.remove(connection);
  return outcome === 'sent';
};
