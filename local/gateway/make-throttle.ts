import type { ThrottleSpec } from '../template/stack.ts';

/** A token bucket: false when there is none left for this request. */
export type Throttle = () => boolean;

export function makeThrottle({ requestsPerSecond, burst }: ThrottleSpec, now: () => number = Date.now): Throttle {
  if (requestsPerSecond === Infinity) return () => true;
  let tokens = burst;
  let filledAt = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - filledAt) / 1000) * requestsPerSecond);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
