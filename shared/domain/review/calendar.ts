import type { CalendarDate } from '../../contracts/values.ts';

/** The day that it is at a moment in a time zone (IANA name), whatever its clocks are doing. */
export const dateIn = (timeZone: string, at: Date): CalendarDate => {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']}`;
};

export const dayOf = (date: CalendarDate): number => Number(date.slice(8));

/** The same day of the next month; of a month that is too short for it, the last one. */
export const monthAfter = (date: CalendarDate, day: number): CalendarDate => {
  const [year = 0, month = 0] = date.split('-').map(Number);
  // Day 0 of the month after is the last of the one before; months count from 0 here.
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
};

/** The first day after `today` on which it falls due again. Months that were missed are not made up for. */
export const nextDue = (dueOn: CalendarDate, day: number, today: CalendarDate): CalendarDate => {
  const next = monthAfter(dueOn, day);
  return next > today ? next : nextDue(next, day, today);
};
