import { useEffect } from 'preact/hooks';
import { connection } from './connection.ts';
import { sessionState } from './session-state.ts';

/** What is on the screen and wants to be read anew when it may have become old. */
const readers = new Set<() => void>();
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('remote-sign-out') : undefined;
let lastRefresh = Date.now();

export const refreshAll = (): void => {
  lastRefresh = Date.now();
  if (['ended', 'signed-out', 'left', 'none'].includes(sessionState.get().kind)) return;
  for (const read of readers) read();
};

/** Reads at once, and again when the page comes back to the front, the service is back, or another tab changed it. */
export const useRefreshing = (read: () => void, key = ''): void => {
  useEffect(() => {
    read();
    readers.add(read);
    return () => {
      readers.delete(read);
    };
  }, [key]);
};

/** Tells this origin's other tabs that something is not as they have it. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel has one origin, its own.
export const tellOtherTabs = (): void => channel?.postMessage('changed');

/** To be called once, at the start. */
export const watchForRefresh = (): void => {
  const refreshIfOld = (): void => {
    if (document.visibilityState === 'visible' && Date.now() - lastRefresh > 5000) refreshAll();
  };
  document.addEventListener('visibilitychange', refreshIfOld);
  addEventListener('focus', refreshIfOld);
  // A page that the browser had put aside whole, such as behind the back button.
  addEventListener('pageshow', ({ persisted }) => persisted && refreshAll());
  addEventListener('online', refreshAll);
  channel?.addEventListener('message', refreshAll);

  let before = connection.get();
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = (): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        attempt += 1;
        refreshAll();
        if (connection.get() !== 'reachable') again();
      },
      Math.min(2000 * 1.5 ** attempt, 30_000),
    );
  };
  connection.subscribe(() => {
    const state = connection.get();
    if (state === 'reachable') {
      clearTimeout(timer);
      attempt = 0;
    } else if (before === 'reachable') again();
    const isBack = state === 'reachable' && before !== 'reachable';
    before = state;
    // What failed meanwhile is read by those who show it.
    if (isBack) setTimeout(refreshAll);
  });
};
