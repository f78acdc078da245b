import type { World } from '../ports.ts';
import { standingOf } from '../session/session.ts';
import type { Standing } from '../session/session.ts';
import type { Connection, ConnectionStore } from './ports.ts';

export type CheckConnectionOutcome =
  | { kind: 'live' }
  | { kind: 'ended'; connection: Connection; standing: Exclude<Standing, { kind: 'live' }> }
  /** Nobody knows this connection, or its session. */
  | { kind: 'not-known' };

/** Whether the session of an open connection still stands: a message that was lost on the way is made up for. */
export const checkConnection = async (
  world: World & { connections: ConnectionStore },
  connectionId: string,
): Promise<CheckConnectionOutcome> => {
  const connection = await world.connections.find(connectionId);
  if (!connection) return { kind: 'not-known' };
  const { account, session } = await world.store.read(connection.accountId, { session: connection.key });
  if (!account || !session) return { kind: 'not-known' };
  const standing = standingOf(session, session.deviceId, account, world.now());
  return standing.kind === 'live' ? { kind: 'live' } : { kind: 'ended', connection, standing };
};
