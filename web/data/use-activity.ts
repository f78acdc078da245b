import type { ActivityScope } from '../api/calls.ts';
import { activityList, refreshActivity } from './activity-store.ts';
import type { ActivityList } from './activity-store.ts';
import { useRefreshing } from './refresh.ts';
import { useStore } from './store.ts';

export const useActivity = (scope: ActivityScope): ActivityList => {
  useRefreshing(() => void refreshActivity(scope), scope);
  return useStore(activityList(scope));
};
