import { fit, pad, printable, textWidth } from './text-width.ts';

export interface Column<Row> {
  title: string;
  text: (row: Row) => string;
  /** What is longer is cut, with an ellipsis. */
  widthMax?: number;
  /** Colours the whole cell; what it adds takes no room. */
  paint?: (cell: string, row: Row) => string;
}

/** Rows below titles, each column as wide as its widest cell. */
export const renderTable = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  paintTitle: (title: string) => string,
): string => {
  const cells = rows.map((row) => columns.map(({ text, widthMax = 200 }) => fit(printable(text(row)), widthMax)));
  const widths = columns.map(({ title }, index) =>
    Math.max(...[title, ...cells.map((row) => row[index] ?? '')].map(textWidth)),
  );
  const line = (texts: readonly string[], paint: (cell: string, index: number) => string): string =>
    texts
      .map((text, index) => {
        const isLast = index === texts.length - 1;
        return paint(isLast ? text : pad(text, widths[index] ?? 0), index);
      })
      .join('  ')
      .trimEnd();
  return [
    line(
      columns.map(({ title }) => title),
      paintTitle,
    ),
    ...rows.map((row, at) => line(cells[at] ?? [], (cell, index) => columns[index]?.paint?.(cell, row) ?? cell)),
  ].join('\n');
};
