import type { ActivityResource } from '../../shared/contracts/resources.ts';
import { readActivityPage } from '../api/calls.ts';
import type { ActivityScope } from '../api/calls.ts';
import type { ApiProblem } from '../api/api-problem.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';

export interface ActivityList {
  items: readonly ActivityResource[];
  nextCursor?: string | undefined;
  loading: boolean;
  loaded: boolean;
  problem?: ApiProblem | undefined;
}

const lists = new Map<ActivityScope, Store<ActivityList>>();
const running = new Map<ActivityScope, Promise<void>>();

/** The history of the account or of one device, newest first, as far as it was read. */
export const activityList = (scope: ActivityScope): Store<ActivityList> => {
  let list = lists.get(scope);
  if (!list) {
    list = createStore<ActivityList>({ items: [], loading: false, loaded: false });
    lists.set(scope, list);
  }
  return list;
};

/** Reads what is new; where that does not join on to what is there, begins again. */
export const refreshActivity = (scope: ActivityScope): Promise<void> =>
  once(scope, async (list) => {
    const page = await readActivityPage(scope);
    const before = list.get();
    if (!page.ok) return list.set({ ...before, loading: false, problem: page.problem });
    const { activity, nextCursor } = page.value;
    const newest = before.items[0];
    const joint = newest ? activity.findIndex(({ id }) => id === newest.id) : -1;
    list.set(
      joint >= 0
        ? { ...before, items: [...activity.slice(0, joint), ...before.items], loading: false, problem: undefined }
        : { items: activity, nextCursor, loading: false, loaded: true },
    );
  });

/** Reads the next page, if there is one. */
export const readMoreActivity = (scope: ActivityScope): Promise<void> =>
  once(scope, async (list) => {
    const before = list.get();
    if (before.nextCursor === undefined) return list.set({ ...before, loading: false });
    const page = await readActivityPage(scope, before.nextCursor);
    if (!page.ok) return list.set({ ...before, loading: false, problem: page.problem });
    const items = [...before.items, ...page.value.activity];
    list.set({ items, nextCursor: page.value.nextCursor, loading: false, loaded: true });
  });

/** One read at a time for a list: who comes meanwhile waits for that one. */
const once = (scope: ActivityScope, read: (list: Store<ActivityList>) => Promise<void>): Promise<void> => {
  const already = running.get(scope);
  if (already) return already;
  const list = activityList(scope);
  list.set({ ...list.get(), loading: true });
  const promise = read(list).finally(() => running.delete(scope));
  running.set(scope, promise);
  return promise;
};
