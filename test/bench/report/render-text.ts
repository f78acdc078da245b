import { styleText } from 'node:util';
import { titleOf, type SectionReport, type Table } from './section-report.ts';

const width = 100;

/** A section's tables for a terminal; plain text where the output is none. */
export function renderText({ title, tables, notes }: SectionReport): string {
  const parts = [`\n${bold(title)}`, ...tables.map(renderTable), ...notes.map((note) => wrap(note))];
  return `${parts.join('\n\n')}\n`;
}

export function renderTable({ caption, columns, rows }: Table): string {
  const lines = [columns.map(titleOf), ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const size = widths[index] ?? 0;
        return typeof columns[index] === 'string' ? cell.padEnd(size) : cell.padStart(size);
      })
      .join('   ')
      .trimEnd();
  const [head = [], ...body] = lines;
  return [`  ${caption}`, '', `    ${bold(line(head))}`, ...body.map((cells) => `    ${line(cells)}`)].join('\n');
}

function wrap(text: string): string {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current.length + word.length >= width) {
      lines.push(current);
      current = '';
    }
    current += current === '' ? word : ` ${word}`;
  }
  return [...lines, current].map((each) => `  ${each}`).join('\n');
}

// It leaves the codes out where the output is no terminal, or NO_COLOR is set.
const bold = (text: string): string => styleText('bold', text, { stream: process.stdout });
