/** A name inside a sentence: a right-to-left name must not turn the words around it (Unicode's FSI and PDI). */
export const isolate = (name: string): string => `\u2068${name}\u2069`;
