import type { SettingsResource } from '../../shared/contracts/resources.ts';
import type { ApiProblem } from '../api/api-problem.ts';
import { readSettings } from '../api/review-calls.ts';
import { useRefreshing } from './refresh.ts';
import { createStore, useStore } from './store.ts';

interface SettingsState {
  settings?: SettingsResource | undefined;
  problem?: ApiProblem | undefined;
}

/** What the owner has set, and when the devices were last reviewed. */
const settingsStore = createStore<SettingsState>({});

// A change that was answered while the settings are read is newer than what is read.
let changes = 0;

export const loadSettings = async (): Promise<void> => {
  const before = changes;
  const answer = await readSettings();
  if (changes !== before) return;
  settingsStore.set(answer.ok ? { settings: answer.value } : { ...settingsStore.get(), problem: answer.problem });
};

export const putSettings = (settings: SettingsResource): void => {
  changes += 1;
  settingsStore.set({ settings });
};

export const useSettings = (): SettingsState => {
  useRefreshing(() => void loadSettings());
  return useStore(settingsStore);
};
