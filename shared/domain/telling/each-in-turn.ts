/**
 * Does it for each, one after the other. One that fails does not keep the others from it; afterwards it fails for all,
 * so that whoever has asked asks again.
 *
 * @returns how many of them it was done for
 * @throws AggregateError
 */
export const eachInTurn = async <Item>(
  items: readonly Item[],
  task: (item: Item) => Promise<boolean>,
): Promise<number> => {
  let done = 0;
  const errors: unknown[] = [];
  for (const item of items) {
    try {
      if (await task(item)) done++;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${items.length} failed`);
  return done;
};
