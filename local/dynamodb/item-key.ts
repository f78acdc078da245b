/** A primary key as text, always the same for the same key. */
export const itemKey = (key: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(key).toSorted(([a], [b]) => (a < b ? -1 : 1)));
