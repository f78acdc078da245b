/** The form of a word that goes with a count: English and German have the same two. */
export const plural = (count: number, one: string, other: string): string => (count === 1 ? one : other);
