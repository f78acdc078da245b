import { activityClaim, endsSessions } from '../../contracts/event-names.ts';
import type { SecurityEvent } from '../../contracts/security-event.ts';
import type { DeviceId } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import type { Connection, ConnectionGateway, ConnectionStore } from '../connection/ports.ts';
import type { World } from '../ports.ts';
import { recordReceipt } from '../sign-out/record-receipt.ts';

type ConnectedWorld = World & { connections: ConnectionStore; gateway: ConnectionGateway };

/**
 * Sends the event over every open connection of a session that it ends, notes that the device was told, and
 * disconnects. A connection that is gone is forgotten.
 *
 * @returns how many connections took it
 */
export const tellConnections = async (
  world: ConnectedWorld,
  ended: { accountId: AccountId; deviceId: DeviceId; event: SecurityEvent },
): Promise<number> => {
  const { sessions, type } = ended.event[activityClaim];
  if (!endsSessions(type)) return 0;
  const open = await world.connections.ofDevice(ended.accountId, ended.deviceId);
  const concerned = open.filter(({ sessionId }) => sessions.includes(sessionId));
  const told = await Promise.all(concerned.map((connection) => tellConnection(world, connection, ended.event)));
  return told.filter(Boolean).length;
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
