import type { CalendarDate, MailLanguage, Timestamp } from '../contracts/values.ts';

/** How counts, moments and countries are written in a language. */
export interface MailFormat {
  number(value: number): string;
  /** Such as "22 November", with the year where it is not that of `today`. */
  day(at: Timestamp, today: CalendarDate): string;
  /** To the minute, with the time zone. */
  moment(at: Timestamp): string;
  country(code: string): string;
  /** Such as "A, B and C": each with what stands behind it. */
  list(items: readonly string[]): { name: string; after: string }[];
}

const tags: Record<MailLanguage, string> = { en: 'en-GB', de: 'de-DE' };
/** Each takes longer to make than a mail to write. */
const made = new Map<string, MailFormat>();

/** @param timeZone its IANA name, such as Europe/Berlin */
export const mailFormat = (language: MailLanguage, timeZone: string): MailFormat => {
  const key = `${language} ${timeZone}`;
  const format = made.get(key) ?? makeFormat(tags[language], timeZone);
  made.set(key, format);
  return format;
};

const makeFormat = (tag: string, timeZone: string): MailFormat => {
  const numbers = new Intl.NumberFormat(tag);
  const days = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone });
  const daysWithYear = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone });
  const years = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone });
  const moments = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  const countries = new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' });
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });

  return {
    number: (value) => numbers.format(value),
    day: (given, today) => {
      const at = new Date(given);
      return (years.format(at) === today.slice(0, 4) ? days : daysWithYear).format(at);
    },
    moment: (at) => moments.format(new Date(at)),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code),
    list: (items) => {
      // Formatted as their positions: what stands in an item must not be taken for what joins them.
      const parts = lists.formatToParts(items.map((_, index) => String(index)));
      return items.map((item, index) => {
        const next = parts[parts.findIndex(({ type, value }) => type === 'element' && value === String(index)) + 1];
        return { name: item, after: next?.type === 'literal' ? next.value : '' };
      });
    },
  };
};
