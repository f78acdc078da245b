import type { World } from './ports.ts';

const attemptsMax = 12;

/** Others kept writing to the same records: nothing was changed, and nothing is known. Answered as 503. */
export class StoreContendedError extends Error {
  override name = 'StoreContendedError';
}

/**
 * Reads, decides and commits, again from the start whenever somebody else was faster. Every decision is thus made on
 * what is true at its commit.
 *
 * @throws StoreContendedError after 12 attempts
 */
export const untilCommitted = async <Outcome>(
  world: Pick<World, 'pause'>,
  attempt: () => Promise<Outcome | 'conflict'>,
): Promise<Outcome> => {
  for (let attempts = 0; attempts < attemptsMax; attempts++) {
    // Each attempt starts from what the one before has found out.
    // oxlint-disable-next-line no-await-in-loop
    const outcome = await attempt();
    if (outcome !== 'conflict') return outcome;
    // oxlint-disable-next-line no-await-in-loop
    await world.pause(attempts);
  }
  throw new StoreContendedError(`gave up after ${attemptsMax} attempts`);
};
