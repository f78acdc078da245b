import type { Place } from '../../shared/contracts/values.ts';
import type { Language, Text } from '../text/text.ts';

/** How dates, numbers and places are written in a language. */
export interface Format {
  number(value: number): string;
  /** Such as "3 minutes ago". What lies ahead by a wrong clock is just now. */
  relative(at: string | Date, now: Date): string;
  /** With the day and the seconds. */
  exact(at: string | Date): string;
  /** The time of day. */
  clock(at: string | Date): string;
  /** Such as "Sunday, 22 November". */
  day(at: string | Date): string;
  /** Between two moments, such as "113 milliseconds". */
  duration(from: string, to: string): string;
  seconds(count: number): string;
  country(code: string): string;
  place(place: Place | null): string;
  list(items: readonly string[]): string;
  compare(a: string, b: string): number;
}

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

export const makeFormat = (language: Language, text: Text): Format => {
  const numbers = new Intl.NumberFormat(language);
  const relatives = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const countries = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      maximumFractionDigits: 1,
    }).format(value);

  const country = (code: string): string => {
    try {
      return countries.of(code) ?? code;
    } catch {
      return code;
    }
  };

  return {
    number: (value) => numbers.format(value),
    relative: (at, now) => {
      const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
      const found = units.find(([, size]) => -seconds >= size);
      return found ? relatives.format(Math.trunc(seconds / found[1]), found[0]) : text.common.justNow;
    },
    exact: (at) => exact.format(new Date(at)),
    clock: (at) => clock.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    duration: (from, to) => {
      const milliseconds = Math.max(0, new Date(to).getTime() - new Date(from).getTime());
      if (milliseconds < 1000) return unit(milliseconds, 'millisecond');
      if (milliseconds < 60_000) return unit(milliseconds / 1000, 'second');
      const found = units.find(([, size]) => milliseconds / 1000 >= size) ?? units[5];
      return unit(Math.round(milliseconds / 1000 / found[1]), found[0]);
    },
    seconds: (count) => unit(count, 'second'),
    country,
    place: (place) => {
      const parts = [place?.city ?? place?.region, place?.country && country(place.country)].filter(Boolean);
      return parts.length > 0 ? parts.join(', ') : text.common.unknownPlace;
    },
    list: (items) => lists.format(items),
    compare: (a, b) => collator.compare(a, b),
  };
};
