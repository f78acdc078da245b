/**
 * Runs a race many times, some rounds at a time so that they also disturb each other, and gathers what each round
 * has to say. Rounds are told apart by their number.
 */
export const rounds = async <Outcome>(
  count: number,
  round: (number: number) => Promise<Outcome>,
  atATime = 2,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  let next = 0;
  const runner = async () => {
    while (next < count) outcomes.push(await round(next++));
  };
  await Promise.all(Array.from({ length: atATime }, runner));
  return outcomes;
};

/** How long the rounds of one race may take on a machine that does much else; none is timed. */
export const roundsMsMax = 180_000;
