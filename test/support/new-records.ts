import { randomUUID } from 'node:crypto';
import { systemWorld } from '../../shared/adapters/system/system-world.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import type { Device } from '../../shared/domain/device/device.ts';
import type { Session } from '../../shared/domain/session/session.ts';

/** New records as they are first written; what a test does not say is of no interest to it. */
export const newRecords = (now: () => Date) => {
  const { newId } = systemWorld();
  const at = () => now().toISOString();

  const newAccount = (given: Partial<Account> = {}): Account => ({
    accountId: randomUUID(),
    version: 1,
    createdAt: at(),
    ...given,
  });
  const newDevice = ({ accountId }: Account, given: Partial<Device> = {}): Device => ({
    accountId,
    id: newId.device(),
    version: 1,
    name: 'Laptop',
    kind: 'computer',
    os: null,
    model: null,
    trusted: false,
    secretHash: 'hash',
    firstSeenAt: at(),
    lastSeenAt: at(),
    lastPlace: null,
    state: 'active',
    sessions: {},
    ...given,
  });
  const newSession = (device: Device, given: Partial<Session> = {}): Session => ({
    accountId: device.accountId,
    key: randomUUID(),
    id: newId.session(),
    deviceId: device.id,
    version: 1,
    clientId: 'client',
    app: { name: 'App' },
    authTime: 1,
    createdAt: at(),
    lastSeenAt: at(),
    endsAt: Math.floor(now().getTime() / 1000) + 3600,
    tokensEndAt: Math.floor(now().getTime() / 1000) + 86_400,
    state: 'active',
    ...given,
  });
  const newActivity = ({ accountId }: Account, given: { at?: string; device?: Device } = {}) =>
    activityOf({
      accountId,
      id: newId.activity(),
      type: 'signed-in',
      at: given.at ?? at(),
      ...(given.device && { device: { id: given.device.id, name: given.device.name } }),
    });
  return { newId, at, newAccount, newDevice, newSession, newActivity };
};
