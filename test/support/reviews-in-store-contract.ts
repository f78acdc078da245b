import { describe, expect, test } from '@jest/globals';
import type { Account } from '../../shared/domain/account/account.ts';
import type { AccountStore } from '../../shared/domain/ports.ts';
import { storeScene } from './store-scene.ts';

/** What every AccountStore must do for the monthly review. */
export const reviewsInStoreContract = (what: string, makeStore: (now: () => Date) => AccountStore) => {
  const now = () => new Date();
  const store = makeStore(now);
  const { newId, at, scene } = storeScene(store, now);

  describe(`reviews in ${what}`, () => {
    test('all that is kept of an owner and of the reviews is read back, and what is taken away is gone', async () => {
      const { accountId, account, read } = await scene();
      const mail = { id: newId.review(), dueOn: '2026-11-30', claimedUntil: at(), sentAt: at(), finishedAt: at() };
      const after: Account = {
        ...account,
        email: 'owner@example.com',
        reviewDueAt: '2026-12-31',
        review: { day: 31, lastReviewedAt: at(), countries: ['DE', 'PT'], mail },
        reminders: false,
        language: 'de',
        undeliverable: { address: 'owner@example.com', because: 'bounced', at: at() },
      };
      const written = { ...after, version: account.version + 1 };
      expect(await store.commit(accountId, [{ kind: 'account', before: account, after }])).toBe('committed');
      expect((await read()).account).toEqual(written);

      const { reviewDueAt: _, ...notDue } = written;
      expect(await store.commit(accountId, [{ kind: 'account', before: written, after: notDue }])).toBe('committed');
      expect((await read()).account).toEqual({ ...notDue, version: written.version + 1 });
    });

    test('a sign-out by the link of a mail is noted while its review is open, and not when another has taken its place', async () => {
      const { accountId, account, read } = await scene();
      const [mine, other] = [newId.review(), newId.review()];
      let stored = account;
      const write = async (review: Account['review']) => {
        const { review: _, ...rest } = stored;
        const after = { ...rest, ...(review && { review }) };
        expect(await store.commit(accountId, [{ kind: 'account', before: stored, after }])).toBe('committed');
        stored = (await read()).account ?? stored;
      };
      const note = (review: typeof mine) =>
        store.commit(accountId, [{ kind: 'last-sign-out', account: stored, at: 1000, review }]);
      const mailed = (id: typeof mine) => ({ id, dueOn: '2026-11-30', claimedUntil: at(), sentAt: at() });

      expect(await note(mine)).toBe('conflict');
      await write({ day: 30 });
      expect(await note(mine)).toBe('conflict');
      await write({ day: 30, mail: mailed(other) });
      expect(await note(mine)).toBe('conflict');
      expect((await read()).account).toEqual(stored);
      await write({ day: 30, mail: mailed(mine) });
      expect(await Promise.all(Array.from({ length: 5 }, () => note(mine)))).toEqual(Array(5).fill('committed'));
      stored = (await read()).account ?? stored;
      expect(stored.lastSignOutAt).toBe(1000);
      await write({ day: 30, mail: { ...mailed(mine), finishedAt: at() } });
      expect(await note(mine)).toBe('conflict');
    });
  });
};
