import type { RateLimiter } from '../domain/ports.ts';
import type { Principal } from './principal.ts';
import { Problem } from './problem.ts';

/** @throws Problem rate-limited, with `Retry-After` in seconds */
export const takeAllowance = async (limiter: RateLimiter, { accountId }: Principal): Promise<void> => {
  const taken = await limiter.take(accountId);
  if (!taken.allowed) throw new Problem('rate-limited', {}, { 'retry-after': String(taken.retryAfter) });
};
