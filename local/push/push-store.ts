import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { PushPlatform } from '../template/push-applications.ts';

/** A device's app at a push platform, as SNS knows it. */
export interface PlatformEndpoint {
  arn: string;
  applicationArn: string;
  token: string;
  enabled: boolean;
  userData: string;
}

/** What a platform would have brought to a device. */
export interface PushMessage {
  /** Counts up over all messages. */
  n: number;
  /** RFC 3339. */
  at: string;
  platform: PushPlatform;
  token: string;
  payload: unknown;
  /** The message attributes by name, such as the time to live. */
  attributes: Record<string, string>;
  messageId: string;
  endpointArn: string;
}

/** Platform applications, endpoints and messages, in the state folder. */
export interface PushStore {
  putApplication(arn: string): void;
  hasApplication(arn: string): boolean;
  /** With its endpoints. */
  deleteApplication(arn: string): void;
  putEndpoint(endpoint: PlatformEndpoint): void;
  endpoint(arn: string): PlatformEndpoint | undefined;
  endpointByToken(applicationArn: string, token: string): PlatformEndpoint | undefined;
  endpointsOf(applicationArn: string): PlatformEndpoint[];
  deleteEndpoint(arn: string): void;
  /** Disable every endpoint of the token; how many there were. */
  disableToken(token: string): number;
  addMessage(message: Omit<PushMessage, 'n'>): PushMessage;
  /** Newest first. */
  newest(count: number): PushMessage[];
  /** Of one token, oldest first, those after the message `n`. */
  ofToken(token: string, n: number): PushMessage[];
  close(): void;
}

/** Of all messages, to look at; older ones are forgotten. */
const messagesKept = 10_000;

export function openPushStore(stateFolder: string): PushStore {
  const database = new DatabaseSync(join(stateFolder, 'push.sqlite'));
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS applications (arn TEXT PRIMARY KEY) STRICT;
    CREATE TABLE IF NOT EXISTS endpoints (
      arn TEXT PRIMARY KEY, application_arn TEXT NOT NULL, token TEXT NOT NULL, enabled INTEGER NOT NULL,
      user_data TEXT NOT NULL, UNIQUE (application_arn, token)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS endpoints_by_token ON endpoints (token);
    CREATE TABLE IF NOT EXISTS messages (n INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL, message TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS messages_by_token ON messages (token, n);
  `);
  const putApplication = database.prepare('INSERT OR IGNORE INTO applications VALUES (?)');
  const application = database.prepare('SELECT 1 FROM applications WHERE arn = ?');
  const dropApplication = database.prepare('DELETE FROM applications WHERE arn = ?');
  const dropEndpoints = database.prepare('DELETE FROM endpoints WHERE application_arn = ?');
  const putEndpoint = database.prepare(
    'INSERT INTO endpoints VALUES (?, ?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE SET token = excluded.token, enabled = excluded.enabled, user_data = excluded.user_data',
  );
  const endpoint = database.prepare('SELECT * FROM endpoints WHERE arn = ?');
  const byToken = database.prepare('SELECT * FROM endpoints WHERE application_arn = ? AND token = ?');
  const ofApplication = database.prepare('SELECT * FROM endpoints WHERE application_arn = ? ORDER BY arn');
  const dropEndpoint = database.prepare('DELETE FROM endpoints WHERE arn = ?');
  const disable = database.prepare('UPDATE endpoints SET enabled = 0 WHERE token = ?');
  const addMessage = database.prepare('INSERT INTO messages (token, message) VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM messages WHERE n <= ?');
  const newest = database.prepare('SELECT n, message FROM messages ORDER BY n DESC LIMIT ?');
  const ofToken = database.prepare('SELECT n, message FROM messages WHERE token = ? AND n > ? ORDER BY n');

  return {
    putApplication: (arn) => void putApplication.run(arn),
    hasApplication: (arn) => application.get(arn) !== undefined,
    deleteApplication(arn) {
      dropEndpoints.run(arn);
      dropApplication.run(arn);
    },
    putEndpoint: ({ arn, applicationArn, token, enabled, userData }) =>
      void putEndpoint.run(arn, applicationArn, token, enabled ? 1 : 0, userData),
    endpoint: (arn) => toEndpoint(endpoint.get(arn)),
    endpointByToken: (applicationArn, token) => toEndpoint(byToken.get(applicationArn, token)),
    endpointsOf: (applicationArn) =>
      ofApplication
        .all(applicationArn)
        .map(toEndpoint)
        .filter((found) => found !== undefined),
    deleteEndpoint: (arn) => void dropEndpoint.run(arn),
    disableToken: (token) => Number(disable.run(token).changes),
    addMessage(message) {
      const n = Number(addMessage.run(message.token, JSON.stringify(message)).lastInsertRowid);
      forget.run(n - messagesKept);
      return { n, ...message };
    },
    newest: (count) => newest.all(count).map(toMessage),
    ofToken: (token, n) => ofToken.all(token, n).map(toMessage),
    close: () => database.close(),
  };
}

type Row = Record<string, unknown>;

function toEndpoint(row: Row | undefined): PlatformEndpoint | undefined {
  if (row === undefined) return undefined;
  return {
    arn: String(row['arn']),
    applicationArn: String(row['application_arn']),
    token: String(row['token']),
    enabled: row['enabled'] === 1,
    userData: String(row['user_data']),
  };
}

const toMessage = (row: Row): PushMessage => ({ n: Number(row['n']), ...JSON.parse(String(row['message'])) });
