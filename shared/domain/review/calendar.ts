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

/** In days. Whoever was asked late is not asked again before. */
const gapMin = 15;
const dayMs = 86_400_000;

/**
 * The day on which it falls due again: the same of the month, but not sooner than in 15 days, for whoever was asked
 * late. Months that were missed are not made up for.
 */
export const nextDue = (dueOn: CalendarDate, day: number, today: CalendarDate): CalendarDate => {
  const next = monthAfter(dueOn, day);
  const soonest = new Date(Date.parse(today) + gapMin * dayMs).toISOString().slice(0, 10);
  return next >= soonest ? next : nextDue(next, day, today);
};
