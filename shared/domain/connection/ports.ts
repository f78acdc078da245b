import type { DeviceId, SessionId, Timestamp } from '../../contracts/values.ts';
import type { AccountId } from '../account/account.ts';
import type { Session, SessionKey } from '../session/session.ts';

/** An open connection of a session. */
export interface Connection {
  connectionId: string;
  accountId: AccountId;
  deviceId: DeviceId;
  sessionId: SessionId;
  key: SessionKey;
  openedAt: Timestamp;
}

/** Which connections are open, and the tickets that open them. */
export interface ConnectionStore {
  /** `ticket` opens one connection of this session, until `usableUntil`. */
  putTicket(ticket: string, session: Session, usableUntil: Timestamp): Promise<void>;
  /** Takes the ticket away, so that it is good once; undefined where there is none, or it is too late for it. */
  takeTicket(ticket: string): Promise<Pick<Session, 'accountId' | 'key'> | undefined>;
  /** Holds only while the session is unchanged: a sign-out at the same moment finds the connection, or prevents it. */
  open(connection: Connection, session: Session): Promise<'committed' | 'conflict'>;
  find(connectionId: string): Promise<Connection | undefined>;
  /** All that are open, or were and have not been found to be gone. */
  ofDevice(accountId: AccountId, deviceId: DeviceId): Promise<Connection[]>;
  remove(connection: Connection): Promise<void>;
}

/** What is at the other end of the connections. */
export interface ConnectionGateway {
  /** `gone`: nobody is there any more. */
  send(connectionId: string, message: unknown): Promise<'sent' | 'gone'>;
  disconnect(connectionId: string): Promise<void>;
}
