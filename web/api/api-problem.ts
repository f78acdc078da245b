import type { ProblemCode } from '../../shared/contracts/problems.ts';
import type { Receipt } from '../../shared/contracts/resources.ts';
import type { WebProblemCode } from '../../shared/contracts/web-routes.ts';

/** Why a call did not do what was asked: what the server answered, or that it did not. */
export interface ApiProblem {
  code: ProblemCode | WebProblemCode | 'unreachable' | 'unexpected-answer';
  /** 0 where nothing was answered. */
  status: number;
  /** In seconds. */
  retryAfter?: number;
  /** Of `session-revoked`: the order that signed this browser out. */
  signOut?: Receipt;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: ApiProblem };

const sessionProblems = new Set<ApiProblem['code']>([
  'session-revoked',
  'session-expired',
  'session-ended',
  'session-not-registered',
  'reauthentication-required',
  'invalid-token',
]);

/** Whether this browser is not signed in any more. */
export const endsSession = ({ code }: ApiProblem): boolean => sessionProblems.has(code);

/** Whether nobody can tell at the moment, so that the same may work in a while. */
export const isOutage = ({ code, status }: ApiProblem): boolean => code === 'unreachable' || status >= 500;

/** The server has looked at it and refused; an error on the way, or of the server, leaves it open. */
export const isKnownRefusal = ({ status }: ApiProblem): boolean => status >= 400 && status < 500;

/** Whether the link of an e-mail leads nowhere any more, whatever one tries. */
export const isLinkOver = ({ code }: ApiProblem): boolean =>
  code === 'link-invalid' || code === 'link-expired' || code === 'review-finished';
