import { expect, test } from '@jest/globals';
import { nextRun } from '../../../local/schedules/next-run.ts';
import type { ScheduleTiming } from '../../../local/template/stack.ts';

const cron = (expression: string, timeZone = 'Etc/UTC'): ScheduleTiming => ({ kind: 'cron', expression, timeZone });

/** The next runs after a moment, to the minute. */
const runs = (timing: ScheduleTiming, after: string, count = 3): string[] => {
  const found: string[] = [];
  for (let at: Date | undefined = new Date(after); found.length < count;) {
    at = nextRun(timing, at);
    if (at === undefined) break;
    found.push(at.toISOString().slice(0, 16));
  }
  return found;
};

test('a daily run is at its hour in its time zone, and stays there when the clock changes', () => {
  const daily = cron('0 9 * * ? *', 'Europe/Lisbon');
  expect(runs(daily, '2026-03-27T12:00:00Z')).toEqual(['2026-03-28T09:00', '2026-03-29T08:00', '2026-03-30T08:00']);
  expect(runs(daily, '2026-10-23T12:00:00Z')).toEqual(['2026-10-24T08:00', '2026-10-25T09:00', '2026-10-26T09:00']);
});

test('a time that the clock leaves out is left out, as in AWS', () => {
  // On 29 March 2026 the clock goes from 2:00 to 3:00.
  const at = (minutes: string) => runs(cron(`${minutes} 2 * * ? *`, 'Europe/Berlin'), '2026-03-28T12:00:00Z', 2);
  expect(at('30')).toEqual(['2026-03-30T00:30', '2026-03-31T00:30']);
  expect(at('0/30')).toEqual(['2026-03-30T00:00', '2026-03-30T00:30']);
});

test('a time that comes twice is taken once, as in AWS', () => {
  // On 25 October 2026 it is 2:00 to 3:00 two times; on Lord Howe half an hour is, on 5 April.
  const after = '2026-10-24T12:00:00Z';
  expect(runs(cron('30 2 * * ? *', 'Europe/Berlin'), after, 2)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
  expect(runs(cron('0/30 2 * * ? *', 'Europe/Berlin'), after)).toEqual([
    '2026-10-25T00:00',
    '2026-10-25T00:30',
    '2026-10-26T01:00',
  ]);
  const lordHowe = cron('45 1 * * ? *', 'Australia/Lord_Howe');
  expect(runs(lordHowe, '2026-04-04T12:00:00Z', 2)).toEqual(['2026-04-04T14:45', '2026-04-05T15:15']);
});

test.each([
  ['the 31st comes in long months only', '0 9 31 * ? *', ['2026-01-31T09:00', '2026-03-31T09:00', '2026-05-31T09:00']],
  ['the last day comes in every month', '0 9 L * ? *', ['2026-01-31T09:00', '2026-02-28T09:00', '2026-03-31T09:00']],
  ['29 February comes in leap years', '0 9 29 2 ? *', ['2028-02-29T09:00', '2032-02-29T09:00', '2036-02-29T09:00']],
  ['1 is Sunday', '0 9 ? * 1 *', ['2026-02-01T09:00', '2026-02-08T09:00', '2026-02-15T09:00']],
  ['7 is Saturday', '0 9 ? * 7 *', ['2026-01-31T09:00', '2026-02-07T09:00', '2026-02-14T09:00']],
  ['so is L', '0 9 ? * L *', ['2026-01-31T09:00', '2026-02-07T09:00', '2026-02-14T09:00']],
  ['2-6 are the working days', '0 9 ? * 2-6 *', ['2026-02-02T09:00', '2026-02-03T09:00', '2026-02-04T09:00']],
  ['names count too', '0 9 ? JAN,MAR MON#1 *', ['2026-03-02T09:00', '2027-01-04T09:00', '2027-03-01T09:00']],
  ['6L is the last Friday', '0 9 ? * 6L *', ['2026-02-27T09:00', '2026-03-27T09:00', '2026-04-24T09:00']],
  ['6#3 is the third Friday', '0 9 ? * 6#3 *', ['2026-02-20T09:00', '2026-03-20T09:00', '2026-04-17T09:00']],
  ['15W is the working day next to it', '0 9 15W * ? *', ['2026-02-16T09:00', '2026-03-16T09:00', '2026-04-15T09:00']],
  ['5/20 begins at 5', '5/20 9 * * ? *', ['2026-01-31T09:05', '2026-01-31T09:25', '2026-01-31T09:45']],
  ['a year ends it', '0 9 1 1 ? 2027-2028', ['2027-01-01T09:00', '2028-01-01T09:00']],
])('%s: %s', (_rule, expression, expected) => {
  expect(runs(cron(expression), '2026-01-30T10:00:00Z')).toEqual(expected);
});

test('a rate has its own moments, wherever one begins to look', () => {
  const hourly: ScheduleTiming = { kind: 'rate', everyMs: 3_600_000 };
  expect(runs(hourly, '2026-11-22T10:59:59.999Z', 2)).toEqual(['2026-11-22T11:00', '2026-11-22T12:00']);
  expect(runs(hourly, '2026-11-22T11:00:00Z', 1)).toEqual(['2026-11-22T12:00']);
});

test('a single time is met once, in its time zone', () => {
  const once: ScheduleTiming = { kind: 'at', localTime: '2027-06-01T09:00:00', timeZone: 'Europe/Lisbon' };
  expect(runs(once, '2026-11-22T10:00:00Z')).toEqual(['2027-06-01T08:00']);
  expect(runs(once, '2027-06-01T08:00:01Z')).toEqual([]);
});
