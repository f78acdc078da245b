import type { CalendarDate, Place } from '../../shared/contracts/values.ts';
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
  /** Such as "22 Nov 2026". */
  date(at: string | Date): string;
  /** Such as "Sunday, 22 November 2026". */
  day(at: string | Date): string;
  /** The same for a day of the calendar, which is the same day wherever one is. */
  calendarDay(date: CalendarDate): string;
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
  // Of the browser's languages the one with a country: the United Kingdom writes dates unlike the United States.
  const tag = navigator.languages.find((one) => one.split('-')[0] === language && isTag(one)) ?? language;
  const numbers = new Intl.NumberFormat(tag);
  const relatives = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const exact = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'medium' });
  const clock = new Intl.DateTimeFormat(tag, { timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
  const day = new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const countries = new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' });
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  const collator = new Intl.Collator(tag, { numeric: true, sensitivity: 'base' });
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(tag, {
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
    date: (at) => date.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    // Without a time zone: noon of that day here.
    calendarDay: (on) => day.format(new Date(`${on}T12:00:00`)),
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

/** A browser on a system without a language may name one that is none, such as `en-US@posix`. */
const isTag = (text: string): boolean => {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
};
