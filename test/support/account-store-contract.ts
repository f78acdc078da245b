import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../shared/domain/account/account.ts';
import type { AccountStore, Change } from '../../shared/domain/ports.ts';
import { storeScene } from './store-scene.ts';

/** What every AccountStore must do, whatever it keeps its records in. `now` is the clock the store is to go by. */
export const accountStoreContract = (what: string, makeStore: (now: () => Date) => AccountStore) => {
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const store = makeStore(now);
  const { newId, at, newAccount, newDevice, newActivity, kept, added, scene } = storeScene(store, now);
  const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
    const list: Item[] = [];
    for await (const item of items) list.push(item);
    return list;
  };

  describe(`an account store in ${what}`, () => {
    test('reads back what was committed, field by field', async () => {
      const { account, device, session, read } = await scene({ device: { os: 'Linux', lastPlace: { country: 'DE' } } });
      expect(await read()).toEqual({ account, device, session });
    });

    test('reads what is not there as undefined, and leaves sessions that are gone out', async () => {
      const { accountId, session } = await scene();
      expect(await store.read('nobody', { session: 'none', device: 'dev_none' })).toEqual({});
      expect(await store.read(accountId, { session: 'none' })).toMatchObject({ account: { accountId } });
      expect(await store.readSessions(accountId, ['none', session.key])).toEqual([session]);
    });

    test('what is read at once is what was committed just before', async () => {
      const { accountId, device } = await scene();
      const after = { ...device, name: 'Renamed' };
      await store.commit(accountId, [{ kind: 'device', before: device, after }]);
      expect((await store.read(accountId, { device: device.id })).device).toEqual({
        ...after,
        version: device.version + 1,
      });
    });

    test('keeps accounts apart: a key of one account is nothing to another', async () => {
      const first = await scene();
      const second = await scene();
      const snapshot = await store.read(second.accountId, { session: first.session.key, device: first.device.id });
      expect([snapshot.session, snapshot.device]).toEqual([undefined, undefined]);
      expect(await store.readSessions(second.accountId, [first.session.key])).toEqual([]);
    });

    test('a read sees what was committed just before, every time', async () => {
      const { accountId, device, read } = await scene();
      let before = device;
      for (let n = 0; n < 50; n++) {
        const after = { ...before, name: `Name ${n}` };
        expect(await store.commit(accountId, [{ kind: 'device', before, after }])).toBe('committed');
        before = { ...after, version: before.version + 1 };
        expect((await read()).device).toEqual(before);
      }
    });

    test.each(['account', 'device', 'session'] as const)(
      'a change of the %s that is no longer as it was read is a conflict, and nothing of the commit is kept',
      async (kind) => {
        const { accountId, account, device, session, read } = await scene();
        const records = { account, device, session };
        const first = { kind, before: records[kind], after: records[kind] } as Change;
        expect(await store.commit(accountId, [first])).toBe('committed');
        const activity = newActivity(account);
        const before = await read();
        expect(await store.commit(accountId, [{ kind: 'activity', activity }, first])).toBe('conflict');
        expect(await read()).toEqual(before);
        expect(await all(store.listActivity(accountId, { step: 10 }))).toEqual([]);
      },
    );

    test('what is said to be unchanged must be', async () => {
      const { accountId, account, session } = await scene();
      const activity = () => ({ kind: 'activity', activity: newActivity(account) }) as const;
      expect(await store.commit(accountId, [{ kind: 'account-unchanged', account }, activity()])).toBe('committed');
      expect(await store.commit(accountId, [{ kind: 'session-unchanged', session }, activity()])).toBe('committed');
      await store.commit(accountId, [
        { kind: 'account', before: account, after: account },
        { kind: 'session', before: session, after: session },
      ]);
      expect(await store.commit(accountId, [{ kind: 'account-unchanged', account }, activity()])).toBe('conflict');
      expect(await store.commit(accountId, [{ kind: 'session-unchanged', session }, activity()])).toBe('conflict');
    });

    test('any number of sign-outs are noted at the same time, and whoever has read the account before sees that', async () => {
      const { accountId, account, read } = await scene();
      const noted = { kind: 'last-sign-out', account, at: 1000 } as const;
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.commit(accountId, [noted])));
      expect(new Set(outcomes)).toEqual(new Set(['committed']));
      expect((await read()).account).toEqual({ ...account, lastSignOutAt: 1000, version: account.version + 20 });
      expect(await store.commit(accountId, [{ kind: 'account-unchanged', account }])).toBe('conflict');
    });

    test('a sign-out is not noted before a later one, under another order than was read, or without an account', async () => {
      const { accountId, account, read } = await scene();
      const note = (of: Account, second: number) =>
        store.commit(of.accountId, [{ kind: 'last-sign-out', account: of, at: second }]);
      expect(await note(account, 1000)).toBe('committed');
      expect(await note(account, 999)).toBe('conflict');
      const { account: stored = account } = await read();
      const signOutAll = {
        orderId: newId.activity(),
        requestedAt: at(),
        requestedBy: newId.device(),
        reason: 'other',
      } as const;
      const ordered = { ...stored, signOutAll };
      expect(await store.commit(accountId, [{ kind: 'account', before: stored, after: ordered }])).toBe('committed');
      expect(await note(account, 1001)).toBe('conflict');
      expect(await note(ordered, 1001)).toBe('committed');
      expect(await note({ ...ordered, signOutAll: { ...signOutAll, orderId: newId.activity() } }, 1002)).toBe(
        'conflict',
      );
      expect(await note({ ...account, accountId: 'nobody' }, 1)).toBe('conflict');
      expect(await store.read('nobody', {})).toEqual({});
    });

    test('what is new must not be there yet', async () => {
      const { account, device, session, accountId } = await scene();
      for (const record of [account, device, session]) {
        expect(await store.commit(accountId, [added(record)])).toBe('conflict');
      }
      const change: Change = { kind: 'activity', activity: newActivity(account) };
      expect(await store.commit(accountId, [change])).toBe('committed');
      expect(await store.commit(accountId, [change])).toBe('conflict');
    });

    test('a removed device is gone, and cannot be removed or changed again', async () => {
      const { accountId, device, read } = await scene();
      const removed: Change = { kind: 'device-removed', before: device };
      expect(await store.commit(accountId, [removed])).toBe('committed');
      expect((await read()).device).toBeUndefined();
      expect(await store.commit(accountId, [removed])).toBe('conflict');
      expect(await store.commit(accountId, [{ kind: 'device', before: device, after: device }])).toBe('conflict');
    });

    test('of ten changes of the same record at once one is kept', async () => {
      const { accountId, device } = await scene();
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          store.commit(accountId, [{ kind: 'device', before: device, after: { ...device, name: `Name ${n}` } }]),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    });

    test('lists devices newest first, from after one, in steps of any size, all or by their stored state', async () => {
      const account = newAccount();
      const devices = Array.from({ length: 23 }, (_, n) =>
        newDevice(account, { state: n % 3 === 0 ? 'signed-out' : 'active' }),
      );
      await kept(added(account), ...devices.map(added));
      const newestFirst = devices.toReversed();
      const list = (options: Parameters<AccountStore['listDevices']>[1]) =>
        all(store.listDevices(account.accountId, options));
      for (const step of [1, 2, 7, 100]) expect(await list({ step })).toEqual(newestFirst);
      const [, , third] = newestFirst;
      expect(await list({ step: 4, ...(third && { after: third.id }) })).toEqual(newestFirst.slice(3));
      expect(await list({ step: 3, state: 'active' })).toEqual(newestFirst.filter(({ state }) => state === 'active'));
    });

    test('lists activity newest first, of the account or of one device, without what has passed its retention', async () => {
      const account = newAccount();
      const device = newDevice(account);
      const old = new Date(now().getTime() - 91 * 86_400_000).toISOString();
      const activities = Array.from({ length: 20 }, (_, n) =>
        newActivity(account, { ...(n % 2 === 0 && { device }), ...(n % 5 === 0 && { at: old }) }),
      );
      await kept(added(account), ...activities.map((activity): Change => ({ kind: 'activity', activity })));
      const shown = activities.filter(({ at: when }) => when !== old).toReversed();
      const list = (options: Parameters<AccountStore['listActivity']>[1]) =>
        all(store.listActivity(account.accountId, options));
      for (const step of [1, 3, 50]) expect(await list({ step })).toEqual(shown);
      expect(await list({ step: 3, device: device.id })).toEqual(shown.filter((one) => one.device !== null));
      const [first] = shown;
      expect(await list({ step: 3, ...(first && { after: first.id }) })).toEqual(shown.slice(1));
    });

    test('what has passed its time to live is not there', async () => {
      const { read, accountId, session } = await scene({
        device: { state: 'signed-out' },
        session: { state: 'expired' },
      });
      offset = 402 * 86_400_000;
      const snapshot = await read();
      const sessions = await store.readSessions(accountId, [session.key]);
      const devices = await all(store.listDevices(accountId, { step: 10 }));
      offset = 0;
      expect([snapshot.session, snapshot.device, sessions, devices]).toEqual([undefined, undefined, [], []]);
      expect((await read()).session).toEqual(session);
    });

    test('notes that a session was seen, on it and on its device, where it was last noted long enough ago', async () => {
      const { device, session, read, accountId } = await scene();
      const onDevice = { ...device, sessions: { [session.id]: { ...session } } };
      await store.commit(accountId, [{ kind: 'device', before: device, after: onDevice }]);
      const seen = { at: '2100-01-01T00:00:00.000Z', place: { city: 'Köln' }, ifBefore: '2099-01-01T00:00:00.000Z' };
      expect(await store.noteSeen(session, seen)).toBe(true);
      expect(await store.noteSeen(session, seen)).toBe(false);
      const noted = await read();
      expect(noted.session?.lastSeenAt).toBe(seen.at);
      expect(noted.device).toMatchObject({ lastSeenAt: seen.at, lastPlace: seen.place });
      expect(noted.device?.sessions[session.id]?.lastSeenAt).toBe(seen.at);
      // What was read before is still as it was: being seen is no change that others must know of.
      expect(await store.commit(accountId, [{ kind: 'session-unchanged', session }])).toBe('committed');
    });

    test('does not note that a signed-out session, or one that is gone, was seen', async () => {
      const { session } = await scene({ session: { state: 'signed-out' } });
      const seen = { at: '2100-01-01T00:00:00.000Z', place: null, ifBefore: '2099-01-01T00:00:00.000Z' };
      expect(await store.noteSeen(session, seen)).toBe(false);
      expect(await store.noteSeen({ ...session, key: 'gone' }, seen)).toBe(false);
    });

    test('a session without its device is noted as seen without making the device again', async () => {
      const { accountId, device, session, read } = await scene();
      await store.commit(accountId, [{ kind: 'device-removed', before: device }]);
      const seen = { at: '2100-01-01T00:00:00.000Z', place: null, ifBefore: '2099-01-01T00:00:00.000Z' };
      expect(await store.noteSeen(session, seen)).toBe(true);
      expect((await read()).device).toBeUndefined();
    });
  });
};
