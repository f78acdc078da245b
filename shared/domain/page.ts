/** Some items of a list, and whether there are more. */
export interface Page<Item> {
  items: Item[];
  more: boolean;
}

/** The first `limit` items that are `wanted`. Reads one more than it gives, to know whether there is a next page. */
export const takePage = async <Item>(
  items: AsyncIterable<Item>,
  limit: number,
  wanted: (item: Item) => boolean = () => true,
): Promise<Page<Item>> => {
  const taken: Item[] = [];
  for await (const item of items) {
    if (!wanted(item)) continue;
    if (taken.length === limit) return { items: taken, more: true };
    taken.push(item);
  }
  return { items: taken, more: false };
};
