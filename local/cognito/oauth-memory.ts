import { randomBytes } from 'node:crypto';

/** What an authorization code stands for. */
export interface Grant {
  userPoolId: string;
  clientId: string;
  username: string;
  redirectUri: string;
  codeChallenge: string;
  scope: string;
  nonce: string | undefined;
  /** Seconds: when the password was given, be it long ago and the cookie the proof. */
  authTime: number;
}

/** A browser that is signed in at the page. */
export interface BrowserSession {
  userPoolId: string;
  username: string;
  authTime: number;
}

/** Things that live for minutes, each under an id that cannot be guessed. In memory only. */
export interface ShortMemory<T> {
  put(value: T): string;
  get(id: string): T | undefined;
  /** Read once. */
  take(id: string): T | undefined;
}

const ENTRIES_MAX = 10_000;

/** An empty memory; `now` answers milliseconds. */
export function makeShortMemory<T>(lifetimeSeconds: number, now: () => number): ShortMemory<T> {
  const entries = new Map<string, { value: T; expiresAt: number }>();
  function get(id: string): T | undefined {
    const entry = entries.get(id);
    return entry === undefined || entry.expiresAt <= now() ? undefined : entry.value;
  }
  return {
    put(value) {
      // A map keeps the order of insertion, so the first one is the oldest.
      const oldest = entries.keys().next();
      if (entries.size >= ENTRIES_MAX && oldest.done !== true) entries.delete(oldest.value);
      const id = randomBytes(32).toString('base64url');
      entries.set(id, { value, expiresAt: now() + lifetimeSeconds * 1000 });
      return id;
    },
    get,
    take(id) {
      const value = get(id);
      entries.delete(id);
      return value;
    },
  };
}
