/** Does it, and says how long it took, in milliseconds. */
export async function timed<Done>(work: () => Promise<Done>): Promise<{ done: Done; ms: number }> {
  const started = performance.now();
  const done = await work();
  return { done, ms: performance.now() - started };
}
