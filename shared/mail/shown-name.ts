/** What would begin a new line of the mail, or turn the text that follows around. */
const layout = /[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;
/** What an address is made of, also as other scripts write it: what looks for links may take them for the same. */
const linking = /[.:/@\u3002\uff0e\uff0f\uff1a\uff20\uff61]/g;
const charactersMax = 60;

/**
 * Whoever signs in chooses the names. What a mail program would make a link of is broken up, so that a stranger cannot
 * send one in our name.
 */
export const shownName = (given: string): string => {
  const name = given.replace(layout, ' ');
  const characters = Array.from(name);
  const short = characters.length > charactersMax ? `${characters.slice(0, charactersMax - 1).join('')}…` : name;
  return short.replace(linking, '$&\u2060');
};
