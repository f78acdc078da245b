import type { Timestamp } from '../../contracts/values.ts';
import type { World } from '../ports.ts';
import { standingOf } from '../session/session.ts';
import type { Session } from '../session/session.ts';
import { untilCommitted } from '../until-committed.ts';
import type { Connection, ConnectionStore } from './ports.ts';

/** Tabs of a browser have a connection each; more than this is a client that does not close what it opens. */
const perDeviceMax = 20;
/** Milliseconds: a device opens its connection as soon as it has the ticket. */
const ticketLife = 30_000;

/** A ticket that opens one connection of this session. It is a secret: 256 random bits. */
export const createTicket = async (
  world: World & { connections: ConnectionStore },
  session: Session,
): Promise<{ ticket: string; expiresAt: Timestamp }> => {
  const ticket = world.secrets.create().secret;
  const expiresAt = new Date(world.now().getTime() + ticketLife).toISOString();
  await world.connections.putTicket(ticket, session, expiresAt);
  return { ticket, expiresAt };
};

export type OpenConnectionOutcome =
  | { kind: 'opened'; connection: Connection }
  /** No such ticket, or a used or late one. */
  | { kind: 'bad-ticket' }
  /** The session has ended since the ticket was given. */
  | { kind: 'ended' }
  | { kind: 'too-many' };

/** Binds a connection to the session whose ticket it brings. A ticket is good for one attempt. */
export const openConnection = async (
  world: World & { connections: ConnectionStore },
  { ticket, connectionId }: { ticket: string; connectionId: string },
): Promise<OpenConnectionOutcome> => {
  const holder = await world.connections.takeTicket(ticket);
  if (!holder) return { kind: 'bad-ticket' };

  return untilCommitted<OpenConnectionOutcome>(world, async () => {
    const { account, session } = await world.store.read(holder.accountId, { session: holder.key });
    if (!account || !session) return { kind: 'ended' };
    const { accountId, key, id: sessionId, deviceId } = session;
    if (standingOf(session, deviceId, account, world.now()).kind !== 'live') return { kind: 'ended' };

    const open = await world.connections.ofDevice(accountId, deviceId);
    if (open.length >= perDeviceMax) return { kind: 'too-many' };

    const openedAt = world.now().toISOString();
    const connection: Connection = { connectionId, accountId, deviceId, sessionId, key, openedAt };
    const opened = await world.connections.open(connection, session);
    return opened === 'conflict' ? 'conflict' : { kind: 'opened', connection };
  });
};
