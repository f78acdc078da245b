import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { attribute, attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import type { Fault } from '../runtime/faults.ts';
import { openCognitoDatabase } from './cognito-database.ts';
import { declaredUserPool, declaredUserPoolClient } from './declared-resources.ts';
import type { Emulator, SentCode } from './emulator.ts';
import { makeHttpServer } from './http-server.ts';
import { makeEmulator } from './make-emulator.ts';
import { makePages } from './pages.ts';
import { runOperation } from './run-operation.ts';
import { loadSigningKeys, publicKeySet, type PublicKey } from './signing-keys.ts';

/** A running Cognito on loopback. */
export interface LocalCognito {
  /** `http://127.0.0.1:<port>`: the API at `/`, keys and sign-in page below it. */
  endpoint: string;
  port: number;
  /** Make the pool as its template declares it, or bring it up to date; its users stay. */
  putUserPool(pool: { id: string; name: string; properties: Record<string, unknown> }): Promise<void>;
  /** Make the app client as its template declares it, or bring it up to date; its sign-ins stay. */
  putUserPoolClient(client: { id: string; userPoolId: string; properties: Record<string, unknown> }): Promise<void>;
  /** Make a confirmed user, or leave the one who goes by this username or e-mail address as is. */
  putUser(user: { userPoolId: string; username: string; email: string; password: string }): Promise<{ sub: string }>;
  /** The `iss` of the pool's tokens: the real Cognito's form, not this endpoint. */
  issuer(userPoolId: string): string;
  jwks(userPoolId: string): Promise<{ keys: PublicKey[] }>;
  /** Finish what is being answered, then close. */
  close(): Promise<void>;
}

/** Where and how to run. */
export interface CognitoOptions {
  /** Made when missing. Holds `cognito.sqlite` and `cognito-signing-keys.json`, for this user alone. */
  stateFolder: string;
  /** 0 takes any that is free. */
  port: number;
  host?: '127.0.0.1';
  region: string;
  /** Gets the codes and temporary passwords that Cognito would send. They are secrets: show them to nobody else. */
  onCode?: (sent: SentCode) => void;
  /** What its API answers instead, while there is one; keys and pages stay. */
  fault?: () => Fault | undefined;
  /** Milliseconds; the system's clock by default. */
  now?: () => number;
}

const PRUNE_INTERVAL_MS = 3_600_000;
const CLOSE_PATIENCE_MS = 2000;

/** Start. Rejects with the system's error (EADDRINUSE) when the port is taken. */
export async function startCognito(options: CognitoOptions): Promise<LocalCognito> {
  const { stateFolder, region, host = '127.0.0.1', now = Date.now, onCode = () => {} } = options;
  const keys = await loadSigningKeys(stateFolder);
  const database = openCognitoDatabase(stateFolder);
  let port = options.port;
  const endpoint = () => `http://${host}:${port}`;
  const emulator = makeEmulator({ database, keys, region, now, endpoint, onCode });
  const server = makeHttpServer({
    operation: (name, body, authorization) => runOperation(emulator, name, body, authorization),
    page: makePages(emulator),
    fault: options.fault ?? (() => undefined),
  });
  try {
    port = await listen(server, options.port, host);
  } catch (error) {
    database.close();
    throw error;
  }
  const prune = () => emulator.signIns.prune(Math.floor(now() / 1000));
  prune();
  const pruning = setInterval(prune, PRUNE_INTERVAL_MS).unref();
  let closing: Promise<void> | undefined;
  return {
    endpoint: endpoint(),
    port,
    putUserPool: (pool) => putUserPool(emulator, pool),
    putUserPoolClient: (client) => putUserPoolClient(emulator, client),
    putUser: (user) => putUser(emulator, user),
    issuer: (userPoolId) => emulator.issuer(userPoolId),
    jwks: async (userPoolId) => {
      await emulator.directory.getUserPool(emulator.context, userPoolId);
      return publicKeySet(keys);
    },
    close: () => {
      clearInterval(pruning);
      closing ??= closeServer(server).then(() => database.close());
      return closing;
    },
  };
}

async function putUserPool(emulator: Emulator, pool: Parameters<LocalCognito['putUserPool']>[0]): Promise<void> {
  const { context, directory } = emulator;
  const known = (await directory.listUserPools(context)).find(({ Id }) => Id === pool.id);
  const declared = declaredUserPool(pool, known?.CreationDate ?? new Date(emulator.now()));
  await directory.createUserPool(context, declared);
}

async function putUserPoolClient(
  emulator: Emulator,
  client: Parameters<LocalCognito['putUserPoolClient']>[0],
): Promise<void> {
  const { context, directory } = emulator;
  const pool = await directory.getUserPool(context, client.userPoolId);
  const existing = await directory.getAppClient(context, client.id);
  await pool.saveAppClient(context, declaredUserPoolClient(client, existing, new Date(emulator.now())));
}

async function putUser(
  emulator: Emulator,
  { userPoolId, username, email, password }: Parameters<LocalCognito['putUser']>[0],
): Promise<{ sub: string }> {
  const { context, directory } = emulator;
  const pool = await directory.getUserPool(context, userPoolId);
  const byEmail = pool.options.UsernameAttributes?.includes('email') === true;
  const known = (await pool.getUserByUsername(context, username)) ?? (await pool.getUserByUsername(context, email));
  const knownSub = attributeValue('sub', known?.Attributes);
  if (knownSub !== undefined) return { sub: knownSub };
  const sub = randomUUID();
  const createdAt = new Date(emulator.now());
  await pool.saveUser(context, {
    Attributes: [attribute('sub', sub), attribute('email', email), attribute('email_verified', 'true')],
    Enabled: true,
    Password: password,
    RefreshTokens: [],
    UserCreateDate: createdAt,
    UserLastModifiedDate: createdAt,
    Username: byEmail ? sub : username,
    UserStatus: 'CONFIRMED',
  });
  return { sub };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  // Rejects when the server emits an error instead.
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const impatient = setTimeout(() => server.closeAllConnections(), CLOSE_PATIENCE_MS);
  await closed;
  clearTimeout(impatient);
}
