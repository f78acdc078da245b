import type { AccountStore } from '../../shared/domain/ports.ts';

/** A store that a test can break at one of its methods, or come between the read and the commit of, and mend again. */
export const breakableStore = () => {
  let broken: { method: keyof AccountStore; error: Error; after: number } | undefined;
  let conflicts = false;
  let between: (() => Promise<unknown>) | undefined;
  let notedSeen = 0;

  const wrap = (store: AccountStore): AccountStore => {
    const check = (method: keyof AccountStore) => {
      if (broken?.method === method && broken.after-- <= 0) throw broken.error;
    };
    return {
      async read(...given) {
        check('read');
        return store.read(...given);
      },
      async readSessions(...given) {
        check('readSessions');
        return store.readSessions(...given);
      },
      async readActivity(...given) {
        check('readActivity');
        return store.readActivity(...given);
      },
      async commit(...given) {
        check('commit');
        const meanwhile = between;
        between = undefined;
        await meanwhile?.();
        return conflicts ? 'conflict' : store.commit(...given);
      },
      async *listDevices(...given) {
        let read = 0;
        for await (const device of store.listDevices(...given)) {
          if (read++ === 1) check('listDevices');
          yield device;
        }
      },
      async *listActivity(...given) {
        let read = 0;
        for await (const activity of store.listActivity(...given)) {
          if (read++ === 1) check('listActivity');
          yield activity;
        }
      },
      async noteSeen(...given) {
        check('noteSeen');
        const noted = await store.noteSeen(...given);
        if (noted) notedSeen++;
        return noted;
      },
    };
  };

  return {
    wrap,
    /** How often "last seen" was written so far. */
    notedSeen: () => notedSeen,
    breakAt: (method: keyof AccountStore, error: Error) => {
      broken = { method, error, after: 0 };
    },
    /** The method works so many times more. */
    breakAfter: (method: keyof AccountStore, times: number, error: Error) => {
      broken = { method, error, after: times };
    },
    /** What happens at the last moment before the next commit. */
    beforeNextCommit: (meanwhile: () => Promise<unknown>) => {
      between = meanwhile;
    },
    /** Every commit meets someone who was faster. */
    conflictAlways: () => {
      conflicts = true;
    },
    mend: () => {
      broken = undefined;
      between = undefined;
      conflicts = false;
    },
  };
};
