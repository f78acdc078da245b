const columnsMax = 72;

/**
 * A paragraph of the plain part, broken between words. A word that is longer than a line, such as a link, stays whole.
 *
 * @param hang what begins the lines after the first
 */
export const paragraph = (text: string, first = '', hang = first): string => {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > columnsMax) {
      lines.push(line);
      line = hang;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
};
