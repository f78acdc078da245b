import type { World } from './ports.ts';
import { StoreUnavailableError } from './store-unavailable-error.ts';

const attemptsMax = 12;
/** Milliseconds. A request is answered while its caller still waits, and well within its function's time. */
const patience = 5000;

/**
 * Reads, decides and commits, again from the start whenever somebody else was faster. Every decision is thus made on
 * what is true at its commit.
 *
 * @throws StoreUnavailableError after 12 attempts or 5 seconds: others kept writing to the same records
 */
export const untilCommitted = async <Outcome>(
  world: Pick<World, 'now' | 'pause'>,
  attempt: () => Promise<Outcome | 'conflict'>,
): Promise<Outcome> => {
  const giveUpAt = world.now().getTime() + patience;
  for (let attempts = 0; attempts < attemptsMax && world.now().getTime() < giveUpAt; attempts++) {
    const outcome = await attempt();
    if (outcome !== 'conflict') return outcome;
    await world.pause(attempts);
  }
  throw new StoreUnavailableError('others kept writing to the same records');
};
