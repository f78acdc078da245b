import { type ApiClient, makeApiClient } from './make-api-client.ts';
import { makePeople, type People } from './make-people.ts';
import { startSystem, type System } from './start-system.ts';

/** Does the work with a local run of its own, and ends that run whatever happens. */
export async function withSystem<Done>(
  signal: AbortSignal,
  work: (running: { system: System; api: ApiClient; people: People }) => Promise<Done>,
): Promise<Done> {
  const system = await startSystem(signal);
  const api = makeApiClient(system.endpoints.api, signal);
  const people = makePeople(system, api);
  try {
    return await work({ system, api, people });
  } finally {
    people.close();
    api.close();
    await system.close();
  }
}
