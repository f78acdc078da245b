import type { System } from '../system/start-system.ts';

const everyMs = 100;

/** Looks at the measured process's memory now and then, until its end; then says the most it had, in bytes. */
export function watchMemory(system: System): { end(): Promise<number> } {
  let most = 0;
  const look = async (): Promise<void> => {
    most = Math.max(most, (await system.usage()).rss);
  };
  // A process that is gone says so where it is waited for.
  const timer = setInterval(() => void look().catch(() => {}), everyMs);
  return {
    async end() {
      clearInterval(timer);
      await look();
      return most;
    },
  };
}
