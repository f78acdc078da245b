import { randomBytes } from 'node:crypto';
import type { SrpServerKey } from './srp.ts';

/** What a sign-in waits for: the SRP proof of the password, a new password, a code, or the choice of how to get one. */
export type PendingChallenge = { userPoolId: string; clientId: string; username: string } & (
  | {
      kind: 'srp';
      verifier: string;
      serverKey: SrpServerKey;
      clientPublicValue: bigint;
    }
  | { kind: 'new-password' }
  | { kind: 'select-mfa' }
  | { kind: 'software-token-mfa' }
  | { kind: 'sms-mfa'; code: string }
);

/** Sign-ins that are half done. In memory only: after a restart the user starts again. */
export interface ChallengeStore {
  /** Returns the id that the client hands back: the Session, or the secret block of SRP. */
  open(challenge: PendingChallenge, lifetimeSeconds: number): string;
  find(id: string): PendingChallenge | undefined;
  close(id: string): void;
  /** Count a wrong code; too many of them close the challenge. */
  fail(id: string): void;
}

const ENTRIES_MAX = 10_000;
const FAILURES_MAX = 5;

/** An empty store; `now` answers milliseconds. */
export function makeChallengeStore(now: () => number): ChallengeStore {
  const entries = new Map<string, { challenge: PendingChallenge; expiresAt: number; failures: number }>();
  return {
    open(challenge, lifetimeSeconds) {
      // A map keeps the order of insertion, so the first one is the oldest.
      const oldest = entries.keys().next();
      if (entries.size >= ENTRIES_MAX && oldest.done !== true) entries.delete(oldest.value);
      const id = randomBytes(384).toString('base64');
      entries.set(id, { challenge, expiresAt: now() + lifetimeSeconds * 1000, failures: 0 });
      return id;
    },
    find(id) {
      const entry = entries.get(id);
      return entry === undefined || entry.expiresAt <= now() ? undefined : entry.challenge;
    },
    close: (id) => void entries.delete(id),
    fail(id) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entry.failures += 1;
      if (entry.failures >= FAILURES_MAX) entries.delete(id);
    },
  };
}
