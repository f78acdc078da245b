const firstMs = 1000;
const mostMs = 60_000;

/**
 * How long to wait before opening a connection again, in milliseconds: a random time up to a second, then up to two,
 * up to a minute, and never less than the server asked for. All of it is random (full jitter), because a deploy ends
 * every connection at the same moment, and each device should come back at one of its own.
 *
 * @param attempt 0 for the first time that the connection was lost
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const reconnectDelay = (
  { attempt, retryAfterSeconds = 0 }: { attempt: number; retryAfterSeconds?: number | undefined },
  random: () => number = Math.random,
): number => Math.round(retryAfterSeconds * 1000 + random() * Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 16)));
