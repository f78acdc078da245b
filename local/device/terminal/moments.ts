/** Times as a person reads them. All of them in this machine's time zone, unless a test names one. */
export interface Clock {
  now: Date;
  timeZone?: string;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const steps = [
  { unit: 'second', ms: 1000, upTo: 60 },
  { unit: 'minute', ms: 60_000, upTo: 60 },
  { unit: 'hour', ms: 3_600_000, upTo: 24 },
  { unit: 'day', ms: 86_400_000, upTo: 31 },
] as const;

/** How long ago: "just now", "3 minutes ago", "yesterday", and the date after a month. */
export const ago = (timestamp: string, clock: Clock): string => {
  const age = clock.now.getTime() - Date.parse(timestamp);
  if (age < 10_000) return 'just now';
  for (const { unit, ms, upTo } of steps) {
    if (age < upTo * ms) return relative.format(-Math.floor(age / ms), unit);
  }
  return date(timestamp, clock);
};

/** "16:32:07". */
export const time = (moment: string | Date, clock: Omit<Clock, 'now'> = {}): string => format(moment, clock, {});

/** "16:32:07.123". */
export const exactTime = (moment: string | Date, clock: Omit<Clock, 'now'> = {}): string =>
  format(moment, clock, { fractionalSecondDigits: 3 });

/** "22 Nov 2026". */
export const date = (moment: string | Date, { timeZone }: Omit<Clock, 'now'> = {}): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', ...(timeZone && { timeZone }) }).format(new Date(moment));

/** "16:32:07" today, "21 Nov 2026, 16:32:07" on any other day. */
export const moment = (at: string, clock: Clock): string =>
  date(at, clock) === date(clock.now, clock) ? time(at, clock) : `${date(at, clock)}, ${time(at, clock)}`;

const format = (
  at: string | Date,
  { timeZone }: Omit<Clock, 'now'>,
  more: Pick<Intl.DateTimeFormatOptions, 'fractionalSecondDigits'>,
): string =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...more,
    ...(timeZone && { timeZone }),
  }).format(new Date(at));
