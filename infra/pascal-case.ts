/** `CheckIn` for `check-in`: how constructs and outputs call a function. */
export const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
