import { createStore, useStore } from './store.ts';

const now = createStore(new Date());
setInterval(() => now.set(new Date()), 20_000);

/** The time, for words such as "3 minutes ago": one clock for the whole page. */
export const useNow = (): Date => useStore(now);

/** After something has come in: what it says happened must not lie ahead of the page's clock. */
export const tickNow = (): void => now.set(new Date());
