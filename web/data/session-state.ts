import type { Receipt } from '../../shared/contracts/resources.ts';
import type { ApiProblem } from '../api/api-problem.ts';
import { createStore } from './store.ts';

/**
 * Whether this browser is signed in, as far as the server has said.
 * - `none`: it was not signed in when the page was opened,
 * - `ended`: the session came to its end while the page was open, or by its time,
 * - `signed-out`: it was signed out, by an order with a receipt,
 * - `left`: its owner signed out here.
 */
export type SessionState =
  | { kind: 'unknown' | 'live' | 'none' | 'ended' | 'left' }
  | { kind: 'signed-out'; signOut: Receipt | undefined };

export const sessionState = createStore<SessionState>({ kind: 'unknown' });

export const noteSessionLive = (): void => {
  // An answer that was on its way does not bring a session back: only signing in does, with a new page.
  if (sessionState.get().kind === 'unknown') sessionState.set({ kind: 'live' });
};

export const noteSessionEnd = ({ code, signOut }: ApiProblem): void => {
  const { kind } = sessionState.get();
  if (kind === 'left' || kind === 'signed-out') return;
  if (code === 'session-revoked') sessionState.set({ kind: 'signed-out', signOut });
  else if (kind === 'live' || code === 'session-expired') sessionState.set({ kind: 'ended' });
  else if (kind === 'unknown') sessionState.set({ kind: 'none' });
};

export const noteLeft = (): void => sessionState.set({ kind: 'left' });
