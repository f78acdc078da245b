import type { Results } from './results.ts';
import { checksTable } from './checks-table.ts';
import { titleOf, type Table } from './section-report.ts';

/** The run as a page for docs/. */
export function renderMarkdown({ date, command, seconds, machine, versions, sections }: Results): string {
  const reports = Object.values(sections);
  const parts = [
    '# Benchmarks',
    `<!-- Written by \`${command}\`. -->`,
    `Measured on ${date.slice(0, 10)} by \`${command}\` in ${Math.round(seconds / 60)} minutes, on one machine: ` +
      `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGib} GiB, ${machine.system}, Node ${machine.node}; load average before it ${machine.loadBefore.toFixed(1)}. ` +
      'The gateway, the functions, the DynamoDB engine, the Cognito emulator and the load itself shared these cores, ' +
      'so the figures compare with each other and not with AWS.',
    `Versions: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    '## Wanted and found',
    markdownTable(checksTable(reports)),
    ...reports.flatMap(({ title, tables, notes }) => [
      `## ${title}`,
      ...tables.flatMap((table) => [`${table.caption}:`, markdownTable(table)]),
      ...notes.map((note) => escaped(note)),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const markdownTable = ({ columns, rows }: Table): string =>
  [
    columns.map(titleOf),
    columns.map((column) => (typeof column === 'string' ? '---' : '--:')),
    ...rows.map((cells) => cells.map(escaped)),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
