import { setTimeout as sleep } from 'node:timers/promises';

/** Until a check holds; what it throws at the end of patience is thrown on. */
export const eventually = async <Result>(check: () => Promise<Result>, patienceMs = 20_000): Promise<Result> => {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
};
