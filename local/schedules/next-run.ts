import { Cron } from 'croner';
import type { ScheduleTiming } from '../template/stack.ts';

/**
 * When a schedule runs next, strictly after a moment; undefined when it never does.
 *
 * @throws when the timing cannot be understood
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function nextRun(timing: ScheduleTiming, after: Date): Date | undefined {
  if (timing.kind === 'cron') return nextOfCron(timing.expression, timing.timeZone, after);
  if (timing.kind === 'at') return onceAt(timing.localTime, timing.timeZone, after);
  // Counted from a fixed moment, so that a restart neither puts it off nor brings it forward.
  return new Date((Math.floor(after.getTime() / timing.everyMs) + 1) * timing.everyMs);
}

function nextOfCron(expression: string, timeZone: string, after: Date): Date | undefined {
  const cron = new Cron(toCroner(expression), {
    timezone: timeZone,
    mode: '7-part',
    // Sunday is 1, as in AWS; its own is 0. And `5/15` is every 15 from 5 on.
    alternativeWeekdays: true,
    sloppyRanges: true,
  });
  for (let run = cron.nextRun(after); run !== null; run = cron.nextRun(run)) {
    // Where the clock goes forward, it moves a time that does not exist; AWS leaves it out.
    if (cron.match(run) && !isSecondTime(run, timeZone)) return run;
  }
  return undefined;
}

/** AWS has no seconds. */
function toCroner(expression: string): string {
  const fields = expression.split(/\s+/);
  const [minutes, hours, dayOfMonth, month, dayOfWeek = '', year] = fields;
  if (fields.length !== 6) throw new Error(`cron has 6 fields here, and not ${fields.length}`);
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Error('one of day of month and day of week is "?", and only one');
  }
  // Alone, L is the last day of the week.
  return ['0', minutes, hours, dayOfMonth, month, dayOfWeek.replace(/^L$/, '7'), year].join(' ');
}

/** Where the clock goes back, an hour (or less) comes twice; AWS takes the first. */
function isSecondTime(run: Date, timeZone: string): boolean {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const shown = clock.format(run);
  return [30, 60, 120].some((minutes) => clock.format(run.getTime() - minutes * 60_000) === shown);
}

function onceAt(localTime: string, timeZone: string, after: Date): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(localTime)) throw new Error('its time is not yyyy-mm-ddThh:mm:ss');
  return new Cron(localTime, { timezone: timeZone }).nextRun(after) ?? undefined;
}
