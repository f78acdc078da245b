import type { ProblemCode } from '../../../shared/contracts/problems.ts';
import type { DeviceResource, Receipt } from '../../../shared/contracts/resources.ts';

/** The body of a refusal, as RFC 9457 has it, with the members that this API adds. */
export interface ProblemBody {
  /** What a client decides by. API Gateway's own refusals have none. */
  code?: ProblemCode;
  status: number;
  title: string;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
  signOut?: Receipt;
  devices?: DeviceResource[];
  max_age?: number;
}

/** The request was understood, and the answer is no: asking the same again changes nothing. */
export interface Refusal {
  kind: 'refused';
  problem: ProblemBody;
}

/** The answer is not known, or not yet: ask again later. */
export interface Trouble {
  kind: 'trouble';
  why: 'offline' | 'rate-limited' | 'unavailable';
  detail: string;
  retryAfterSeconds?: number;
}

export type Answer<Body> = { kind: 'done'; status: number; body: Body } | Refusal | Trouble;
