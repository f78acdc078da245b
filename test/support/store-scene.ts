import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { systemWorld } from '../../shared/adapters/system/system-world.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import { activityOf } from '../../shared/domain/activity/activity.ts';
import type { Device } from '../../shared/domain/device/device.ts';
import type { AccountStore, Change } from '../../shared/domain/ports.ts';
import type { Session } from '../../shared/domain/session/session.ts';

/** New records for the contract of a store, and the smallest account that it can be asked about. */
export const storeScene = (store: AccountStore, now: () => Date) => {
  const { newId } = systemWorld();
  const at = () => now().toISOString();

  const newAccount = (): Account => ({ accountId: randomUUID(), version: 1, createdAt: at() });
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
  const kept = async (...given: Change[]) => {
    const [first] = given;
    const accountId = first?.kind === 'account' ? first.after.accountId : '';
    expect(await store.commit(accountId, given)).toBe('committed');
  };
  const added = (record: Account | Device | Session): Change => {
    if ('deviceId' in record) return { kind: 'session', before: undefined, after: record };
    if ('secretHash' in record) return { kind: 'device', before: undefined, after: record };
    return { kind: 'account', before: undefined, after: record };
  };
  const scene = async (given: { device?: Partial<Device>; session?: Partial<Session> } = {}) => {
    const account = newAccount();
    const device = newDevice(account, given.device);
    const session = newSession(device, given.session);
    await kept(added(account), added(device), added(session));
    const read = () => store.read(account.accountId, { session: session.key, device: device.id });
    return { account, device, session, read, accountId: account.accountId };
  };
  return { newId, at, newAccount, newDevice, newActivity, kept, added, scene };
};
