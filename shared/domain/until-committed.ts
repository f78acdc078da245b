import type { World } from './ports.ts';
import { StoreUnavailableError } from './store-unavailable-error.ts';

const attemptsMax = 12;

/**
 * Reads, decides and commits, again from the start whenever somebody else was faster. Every decision is thus made on
 * what is true at its commit.
 *
 * @throws StoreUnavailableError after 12 attempts: others kept writing to the same records
 */
export const untilCommitted = async <Outcome>(
  world: Pick<World, 'pause'>,
  attempt: () => Promise<Outcome | 'conflict'>,
): Promise<Outcome> => {
  for (let attempts = 0; attempts < attemptsMax; attempts++) {
    // Each attempt starts from what the one before has found out.
    const outcome = await attempt();
    if (outcome !== 'conflict') return outcome;
    await world.pause(attempts);
  }
  throw new StoreUnavailableError(`gave up after ${attemptsMax} attempts`);
};
