import { createStore } from './store.ts';

/** Whether the service answers. `unavailable` is an answer that says that it cannot tell at the moment. */
export type Connection = 'reachable' | 'unreachable' | 'unavailable';

export const connection = createStore<Connection>('reachable');

export const noteConnection = (next: Connection): void => connection.set(next);
