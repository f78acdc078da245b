import type { Answer } from '../system/make-api-client.ts';
import type { SignedIn } from '../system/make-people.ts';

/** A device, and what was asked of it; times as `performance.now()`. */
export interface Watched extends SignedIn {
  /** When its sign-out went out. */
  orderedAt?: number;
  /** When the 202 had come in: from here on it must be refused. */
  acceptedAt?: number;
}

/** Requests that were started after the 202 of their session. */
export interface Refusals {
  asked: number;
  /** 401 session-revoked. */
  refused: number;
  /** Let through: must stay 0. */
  notRefused: number;
  /** Neither, by status: a 503, say. */
  other: Record<string, number>;
}

export interface Tally {
  /** The first request after each 202. */
  next: Refusals;
  /** Of the load that went on beside, what was started after the 202. */
  background: Refusals;
  /** Each device once more, at the end of its wave. */
  last: Refusals;
  /** Requests whose sign-out had not been asked for and that were refused all the same: must stay 0. */
  wronglyRefused: number;
  /** Requests of sessions that were signed in, and of those whose sign-out was under way. */
  letThrough: number;
  underWay: number;
}

const noRefusals = (): Refusals => ({ asked: 0, refused: 0, notRefused: 0, other: {} });

export const newTally = (): Tally => ({
  next: noRefusals(),
  background: noRefusals(),
  last: noRefusals(),
  wronglyRefused: 0,
  letThrough: 0,
  underWay: 0,
});

/** Counts one answer by when it was asked for. */
export function judge(tally: Tally, kind: 'next' | 'background' | 'last', session: Watched, answer: Answer): void {
  const { orderedAt, acceptedAt } = session;
  if (acceptedAt !== undefined && answer.startedAt >= acceptedAt) {
    const refusals = tally[kind];
    refusals.asked += 1;
    if (isRevoked(answer)) refusals.refused += 1;
    else if (answer.status < 300) refusals.notRefused += 1;
    else refusals.other[answer.status] = (refusals.other[answer.status] ?? 0) + 1;
  } else if (orderedAt !== undefined && answer.answeredAt >= orderedAt) {
    tally.underWay += 1;
  } else if (answer.status === 200) {
    tally.letThrough += 1;
  } else {
    tally.wronglyRefused += 1;
  }
}

const isRevoked = ({ status, text }: Answer): boolean =>
  status === 401 && (JSON.parse(text) as { code?: string }).code === 'session-revoked';
