import type { Action, ActionInput } from './action.ts';

export interface PendingAction {
  action: Action;
  input: ActionInput;
  /** The page that the dialog was open on. */
  path: string;
  at: number;
}

const storageKey = 'pending-action';
// Longer than a sign-in takes; what is older is not what its owner has in mind any more.
const keptForMs = 30 * 60 * 1000;

/** Keeps an action over the sign-in that it needs. It lies in this tab alone, and is asked about again, never done by itself. */
export const keepPendingAction = (pending: Omit<PendingAction, 'at'>): void => {
  sessionStorage.setItem(storageKey, JSON.stringify({ ...pending, at: Date.now() } satisfies PendingAction));
};

/** What was kept for this page; for any page, where the sign-in came back elsewhere because it failed. */
export const readPendingAction = ({ anyPage = false } = {}): PendingAction | undefined => {
  try {
    const stored = sessionStorage.getItem(storageKey);
    if (stored === null) return undefined;
    const pending = JSON.parse(stored) as PendingAction;
    if (Date.now() - pending.at < keptForMs && (anyPage || pending.path === location.pathname)) return pending;
  } catch {
    // What cannot be read was not written by this version of the page.
  }
  dropPendingAction();
  return undefined;
};

export const dropPendingAction = (): void => sessionStorage.removeItem(storageKey);
