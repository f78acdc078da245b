import { expect } from '@jest/globals';
import type { Account } from '../../shared/domain/account/account.ts';
import type { Device } from '../../shared/domain/device/device.ts';
import type { AccountStore, Change } from '../../shared/domain/ports.ts';
import type { Session } from '../../shared/domain/session/session.ts';
import { newRecords } from './new-records.ts';

/** For the contract of a store: the smallest account that it can be asked about. */
export const storeScene = (store: AccountStore, now: () => Date) => {
  const { newId, at, newAccount, newDevice, newSession, newActivity } = newRecords(now);
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
