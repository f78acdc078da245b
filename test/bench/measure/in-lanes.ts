/**
 * Does the work for each item, `lanes` at a time: a lane takes the next item when it is done with one. Stops with the
 * first failure, and when the signal says so.
 */
export async function inLanes<Item, Done>(
  items: readonly Item[],
  { lanes, signal, onDone }: { lanes: number; signal: AbortSignal; onDone?: (done: number) => void },
  work: (item: Item, index: number) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = Array.from({ length: items.length });
  let next = 0;
  let count = 0;
  let failed = false;

  const lane = async (): Promise<void> => {
    while (next < items.length && !failed) {
      signal.throwIfAborted();
      const index = next++;
      try {
        done[index] = await work(items[index] as Item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
      onDone?.(++count);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, lane));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return done;
}
