import type { SectionReport, Table } from './section-report.ts';

/** What the design asks for beside what was found. */
export const checksTable = (reports: readonly SectionReport[]): Table => ({
  caption: 'What the design asks for, and what was found',
  columns: ['figure', 'wanted', 'found', 'met'],
  rows: reports.flatMap(({ checks }) =>
    checks.map(({ what, wanted, found, met }) => [what, wanted, found, met ? 'yes' : 'NO']),
  ),
});
