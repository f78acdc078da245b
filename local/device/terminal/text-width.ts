const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const emoji = /^\p{RGI_Emoji}$/v;
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
const invisible = /^[\p{M}\p{Cf}]+$/u;

/** How many columns a terminal gives to a text: two to what is East Asian wide and to emoji, none to what joins. */
export const textWidth = (text: string): number => {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
};

/** The text, cut to so many columns, with an ellipsis where something is missing. */
export const fit = (text: string, columnsMax: number): string => {
  if (textWidth(text) <= columnsMax) return text;
  let cut = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += graphemeWidth(segment);
    if (width > columnsMax - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
};

/** The text, filled with spaces to so many columns. */
export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - textWidth(text)));

/**
 * Text from elsewhere, safe to print: no control characters, which a terminal would obey, and none that turn the
 * direction of what follows.
 */
export const printable = (text: string): string =>
  text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');

const graphemeWidth = (grapheme: string): number => {
  if (emoji.test(grapheme)) return 2;
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
};
