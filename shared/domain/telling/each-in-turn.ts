/**
 * Does it for each, one after the other, or so many at a time. One that fails does not keep the others from it; afterwards it fails for all,
 * so that whoever has asked asks again.
 *
 * @returns how many of them it was done for
 * @throws AggregateError
 */
export const eachInTurn = async <Item>(
  items: readonly Item[],
  task: (item: Item) => Promise<boolean>,
  atATime = 1,
): Promise<number> => {
  let done = 0;
  const errors: unknown[] = [];
  for (let from = 0; from < items.length; from += atATime) {
    for (const result of await Promise.allSettled(items.slice(from, from + atATime).map(task))) {
      if (result.status === 'rejected') errors.push(result.reason);
      else if (result.value) done++;
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${items.length} failed`);
  return done;
};
