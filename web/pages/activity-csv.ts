import type { ActivityResource } from '../../shared/contracts/resources.ts';
import type { Format } from '../format/format.ts';
import type { Text } from '../text/text.ts';

/** The history as a table (RFC 4180), with a byte order mark so that spreadsheets take it for UTF-8. */
export const activityCsv = (items: readonly ActivityResource[], { activity }: Text, format: Format): string => {
  const { columns } = activity;
  const head = [
    columns.at,
    columns.type,
    columns.deviceName,
    columns.deviceId,
    columns.apps,
    columns.by,
    columns.place,
    columns.reason,
    columns.detail,
    columns.id,
  ];
  const rows = items.map((item) => [
    item.at,
    item.type,
    item.device?.name ?? '',
    item.device?.id ?? '',
    item.sessions.map(({ app }) => app.name).join('; '),
    item.by ?? '',
    item.place ? format.place(item.place) : '',
    item.reason ?? '',
    item.detail ?? '',
    item.id,
  ]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
};

/**
 * A device's name is anyone's text. What a spreadsheet would take for a formula gets an apostrophe before it
 * (OWASP, CSV injection), also behind leading blanks.
 */
const cell = (value: string): string => {
  const safe = /^\s*[=+\-@|＝＋－＠]/.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
};
