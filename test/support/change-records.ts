import type { Account } from '../../shared/domain/account/account.ts';
import type { Device } from '../../shared/domain/device/device.ts';
import type { Change } from '../../shared/domain/ports.ts';
import type { TestApi } from './test-api.ts';

/** Changes what is kept of an account, and of devices of it by their ids, as time and others would have. */
export const changeRecords = async (
  { store }: Pick<TestApi, 'store'>,
  accountId: string,
  given: { account?: Partial<Account>; devices?: Record<string, Partial<Device>> },
): Promise<void> => {
  const { account } = await store.read(accountId, {});
  if (!account) throw new Error('there is no such account');
  const changes: Change[] = [];
  if (given.account) changes.push({ kind: 'account', before: account, after: { ...account, ...given.account } });
  for await (const device of store.listDevices(accountId, { step: 100 })) {
    const change = given.devices?.[device.id];
    if (change) changes.push({ kind: 'device', before: device, after: { ...device, ...change } });
  }
  if ((await store.commit(accountId, changes)) !== 'committed') throw new Error('the change was not taken');
};
