const firstMs = 500;
const mostMs = 30_000;

/**
 * How long to wait before asking again, in milliseconds: twice as long each time, up to half a minute, and never less
 * than the server asked for. The random part keeps a million devices that lost the server together from coming back
 * together.
 *
 * @param attempt 0 for the first time that the request failed
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export const retryDelay = (
  { attempt, retryAfterSeconds = 0 }: { attempt: number; retryAfterSeconds?: number | undefined },
  random: () => number = Math.random,
): number => {
  const most = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 16));
  const backoff = most / 2 + (random() * most) / 2;
  const asked = retryAfterSeconds * 1000;
  return Math.round(asked > 0 ? Math.max(asked, backoff) + random() * Math.min(asked / 10, 1000) : backoff);
};
