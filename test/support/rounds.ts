import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs a race many times, some rounds at a time so that they also disturb each other, and gathers what each round
 * has to say. Rounds are told apart by their number. `ROUNDS=10` in the environment runs ten times as many.
 */
export const rounds = async <Outcome>(
  count: number,
  round: (number: number) => Promise<Outcome>,
  atATime = 4,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  const factor = Number(process.env['ROUNDS'] ?? 1);
  let next = 0;
  const runner = async () => {
    while (next < count * factor) outcomes.push(await round(next++));
  };
  await Promise.all(Array.from({ length: atATime }, runner));
  return outcomes;
};

/** How long the rounds of one race may take on a machine that does much else; none is timed. */
export const roundsMsMax = 180_000 * Number(process.env['ROUNDS'] ?? 1);

const startMsMax = 60;

/** Runs all at the same time, each from a random moment on, so that either may be the first to be done. */
export const inAnyOrder = <const Racers extends readonly (() => Promise<unknown>)[]>(
  ...racers: Racers
): Promise<{ -readonly [Index in keyof Racers]: Awaited<ReturnType<Racers[Index]>> }> =>
  Promise.all(
    racers.map(async (race) => {
      await wait(Math.random() * startMsMax);
      return race();
    }),
  ) as never;
