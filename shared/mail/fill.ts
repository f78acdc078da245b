/** What a template's gaps are filled with: a text, or what each repetition of a part is filled with. */
export type Slots = { readonly [name: string]: string | readonly Slots[] };

/** A piece of a template: what stands as it is, a gap, or a part that is repeated for each of its slots. */
export type Piece = string | { slot: string } | { each: string; pieces: readonly Piece[] };

/** The template with its gaps filled; every text is escaped, so that none makes markup. */
export const fill = (pieces: readonly Piece[], slots: Slots): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : filled(piece, slots))).join('');

const filled = (piece: Exclude<Piece, string>, slots: Slots): string => {
  if ('slot' in piece) {
    const text = slots[piece.slot];
    if (typeof text !== 'string') throw new Error(`the mail has no text for ${piece.slot}`);
    return escaped(text);
  }
  const repetitions = slots[piece.each];
  if (typeof repetitions !== 'object') throw new Error(`the mail has nothing to repeat for ${piece.each}`);
  return repetitions.map((each) => fill(piece.pieces, each)).join('');
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
