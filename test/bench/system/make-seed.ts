import { randomUUID } from 'node:crypto';
import { dynamoDbAccountStore } from '../../../shared/adapters/dynamodb/account-store.ts';
import { systemWorld } from '../../../shared/adapters/system/system-world.ts';
import type { AccountStore } from '../../../shared/domain/ports.ts';
import { registerSession } from '../../../shared/domain/session/register-session.ts';
import { inLanes } from '../measure/in-lanes.ts';
import { engineClient } from './engine-client.ts';
import type { System } from './start-system.ts';

export interface Seed {
  /** The store of the measured run, beside its functions. */
  store: AccountStore;
  /** Registers so many devices more on the account, by the rule itself and without its HTTP. */
  devices(accountId: string, count: number, onDone?: (done: number) => void): Promise<void>;
  /** So many accounts, each with one device. */
  accounts(count: number, onDone?: (done: number) => void): Promise<void>;
  close(): void;
}

const kinds = ['computer', 'phone', 'tablet', 'tv'] as const;
const lanes = 16;
const monthSeconds = 30 * 86_400;

/** Fills the tables faster than requests would, with the same records. */
export function makeSeed(system: System, signal: AbortSignal): Seed {
  const client = engineClient(system);
  const basics = systemWorld();
  const clientId = system.outputs['AppClientId'] ?? '';
  const store = dynamoDbAccountStore(client, {
    tables: { sessions: system.outputs['SessionsTableName'] ?? '', vault: system.outputs['VaultTableName'] ?? '' },
    retention: { activityDays: 90, signedOutDeviceDays: 400 },
    now: basics.now,
  });
  const world = { ...basics, store, owners: { readEmail: async () => null }, timeZone: 'UTC' };

  const register = async (accountId: string, index: number): Promise<void> => {
    const now = Math.floor(Date.now() / 1000);
    const outcome = await registerSession(world, {
      accountId,
      key: randomUUID(),
      clientId,
      client: { service: 'Demo app', sessionSeconds: monthSeconds, sharedSessionSeconds: 3600 },
      authTime: now,
      issuedAt: now,
      accessToken: '',
      device: { name: `Device ${index}`, kind: kinds[index % kinds.length] ?? 'other', os: 'Linux', model: null },
      shared: false,
      place: { city: 'Lisbon', country: 'PT' },
    });
    if (outcome.kind !== 'registered') throw new Error(`a device to begin with was not registered: ${outcome.kind}`);
  };

  return {
    store,
    async devices(accountId, count, onDone = () => {}) {
      const indexes = Array.from({ length: count }, (_, index) => index);
      await inLanes(indexes, { lanes, signal, onDone }, (index) => register(accountId, index));
    },
    async accounts(count, onDone = () => {}) {
      const ids = Array.from({ length: count }, () => randomUUID());
      await inLanes(ids, { lanes, signal, onDone }, register);
    },
    close: () => client.destroy(),
  };
}
