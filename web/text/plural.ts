/** Picks the form of a word that goes with a count, as the language has it. */
export const pluralOf = (language: string) => {
  const rules = new Intl.PluralRules(language);
  return (count: number, forms: { one: string; other: string }): string =>
    rules.select(count) === 'one' ? forms.one : forms.other;
};
