import type { DatabaseSync } from 'node:sqlite';
import { ResourceNotFoundError } from 'cognito-local/lib/errors.js';
import type { AppClient } from 'cognito-local/lib/services/appClient.js';
import type { Clock } from 'cognito-local/lib/services/clock.js';
import { USER_POOL_AWS_DEFAULTS, type CognitoService } from 'cognito-local/lib/services/cognitoService.js';
import type { Context } from 'cognito-local/lib/services/context.js';
import type { UserPool as UserPoolOptions } from 'cognito-local/lib/services/userPoolService.js';
import { openDocumentStore } from './document-store.ts';
import { UserPool } from './user-pool.ts';

/** An app client with the settings that cognito-local does not know. */
export interface UserPoolClient extends AppClient {
  AuthSessionValidity?: number;
  RefreshTokenRotation?: { Feature?: 'ENABLED' | 'DISABLED'; RetryGracePeriodSeconds?: number };
}

/** All pools and app clients: what cognito-local calls its Cognito service, over SQLite. */
export interface UserPoolDirectory extends CognitoService {
  getUserPool(context: Context, id: string): Promise<UserPool>;
  getUserPoolForClientId(context: Context, clientId: string): Promise<UserPool>;
  getAppClient(context: Context, clientId: string): Promise<UserPoolClient | null>;
  /** The client and its pool. Throws ResourceNotFoundException, in Cognito's words. */
  findClient(context: Context, clientId: string): Promise<{ client: UserPoolClient; pool: UserPool }>;
}

/** Open the pools and clients that the database holds. */
export function openUserPoolDirectory(database: DatabaseSync, region: string, clock: Clock): UserPoolDirectory {
  const clients = openDocumentStore(database, 'clients');
  const pools = new Map<string, UserPool>();
  for (const row of database.prepare("SELECT json FROM documents WHERE collection = 'Options'").all()) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written below and nowhere else
    addPool(JSON.parse(String(row['json'])) as UserPoolOptions);
  }

  function addPool(options: UserPoolOptions): UserPool {
    const pool = new UserPool(database, clients, clock, options);
    pools.set(options.Id, pool);
    return pool;
  }

  const directory: UserPoolDirectory = {
    createUserPool: async (context, options) => {
      // cognito-local's own CreateUserPool names pools `local_…`, which no verifier of Cognito's tokens accepts.
      const Id = options.Id.replace(/^local_/, `${region}_`);
      const pool = addPool({ ...USER_POOL_AWS_DEFAULTS, ...withoutUndefined(options), Id });
      await pool.updateOptions(context, {
        ...pool.options,
        Arn: `arn:aws:cognito-idp:${region}:000000000000:userpool/${Id}`,
      });
      return pool.options;
    },
    deleteUserPool: async (_context, options) => {
      pools.get(options.Id)?.deleteAll();
      pools.delete(options.Id);
    },
    getUserPool: async (_context, id) => {
      const pool = pools.get(id);
      if (pool === undefined) throw new ResourceNotFoundError(`User pool ${id} does not exist.`);
      return pool;
    },
    getUserPoolForClientId: async (context, clientId) => (await directory.findClient(context, clientId)).pool,
    getAppClient: async (context, clientId) => clients.get<UserPoolClient>(context, ['Clients', clientId]),
    listAppClients: async (context, userPoolId) => {
      const all = await clients.get<Record<string, UserPoolClient>>(context, 'Clients', {});
      return Object.values(all).filter((client) => client.UserPoolId === userPoolId);
    },
    listUserPools: async () => [...pools.values()].map((pool) => pool.options),
    findClient: async (context, clientId) => {
      const client = await directory.getAppClient(context, clientId);
      const pool = client === null ? undefined : pools.get(client.UserPoolId);
      if (client === null || pool === undefined) {
        throw new ResourceNotFoundError(`User pool client ${clientId} does not exist.`);
      }
      return { client, pool };
    },
  };
  return directory;
}

function withoutUndefined<T extends object>(value: T): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an absent field for an undefined one
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
