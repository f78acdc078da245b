const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Three digits that count, whatever the size. */
const threeDigits = (value: number): string => grouped(value, value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3);

/** A figure as a reader wants to see it. What could not be measured is a dash. */
export const figure = {
  count: (value: number): string => grouped(value, 0),
  perSecond: (value: number): string => grouped(value, value >= 100 ? 0 : 1),
  ms: (value: number | undefined): string => (value === undefined ? '–' : `${threeDigits(value)} ms`),
  kib: (bytes: number): string => `${grouped(bytes / 1024, 1)} KiB`,
  mib: (bytes: number): string => `${grouped(bytes / 1024 / 1024, 0)} MiB`,
  units: (value: number): string => grouped(value, Number.isInteger(value) ? 0 : 1),
  dollars: (value: number): string => `$${grouped(value, 2)}`,
};
