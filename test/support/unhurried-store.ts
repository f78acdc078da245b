import { setTimeout as wait } from 'node:timers/promises';
import type { AccountStore } from '../../shared/domain/ports.ts';

const msMax = 8;

/**
 * A store each of whose calls sets off after a random moment, so that what runs at the same time meets in every
 * order, and not only in the one that the shortest way through the code gives.
 */
export const unhurriedStore = (store: AccountStore): AccountStore => {
  const moment = () => wait(Math.random() * msMax);
  return {
    ...store,
    async read(...given) {
      await moment();
      return store.read(...given);
    },
    async readSessions(...given) {
      await moment();
      return store.readSessions(...given);
    },
    async commit(...given) {
      await moment();
      return store.commit(...given);
    },
  };
};
