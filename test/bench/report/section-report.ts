/** What a section has found, for the screen, the page and the file. */
export interface SectionReport {
  title: string;
  tables: readonly Table[];
  /** What a reader must know to read the tables rightly. */
  notes: readonly string[];
  /** Of what the design asks for, what was found. */
  checks: readonly Check[];
  /** The figures as numbers. */
  figures: unknown;
}

export interface Table {
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
}

/** Words stand to the left, numbers to the right. */
export type Column = string | { number: string };

export interface Check {
  what: string;
  wanted: string;
  found: string;
  met: boolean;
}

export const titleOf = (column: Column): string => (typeof column === 'string' ? column : column.number);
