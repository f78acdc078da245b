const grouped = new Intl.NumberFormat('en');

/** "1 mail", "1,234 mails". */
export const countWords = (count: number, one: string, several = `${one}s`): string =>
  `${grouped.format(count)} ${count === 1 ? one : several}`;
