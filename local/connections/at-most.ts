/** Runs what it is given, so many at a time; what comes later waits for its turn. */
export type AtMost = <T>(run: () => Promise<T>) => Promise<T>;

export function atMost(max: number): AtMost {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    // A place that gets free goes to the first who waits, and never to one who comes just then.
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
