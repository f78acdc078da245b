import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { calendarDate } from '../../../shared/contracts/values.ts';
import { dateIn, dayOf, monthAfter, nextDue } from '../../../shared/domain/review/calendar.ts';

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysOf = (year: number, month: number) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
const dateOf = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
/** By the rules of the calendar alone, without a Date. */
const aMonthLater = (date: string, day: number) => {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return dateOf(nextYear, nextMonth, Math.min(day, daysOf(nextYear, nextMonth)));
};
const anyDate = fc
  .tuple(fc.integer({ min: 1970, max: 2400 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, day]) => dateOf(year, month, Math.min(day, daysOf(year, month))));
const anyDay = fc.integer({ min: 1, max: 31 });

describe('the same day of the next month', () => {
  test('the 31st is the last day of shorter months, and the 31st again where there is one', () => {
    const year = ['2027-01-31'];
    for (let n = 0; n < 15; n++) year.push(monthAfter(year.at(-1) ?? '', 31));
    expect(year.slice(1)).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
      '2027-06-30',
      '2027-07-31',
      '2027-08-31',
      '2027-09-30',
      '2027-10-31',
      '2027-11-30',
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
    ]);
  });

  test.each([
    ['2027-01-29', 29, '2027-02-28'],
    ['2028-01-29', 29, '2028-02-29'],
    ['2028-01-30', 30, '2028-02-29'],
    ['2100-01-31', 31, '2100-02-28'],
    ['2000-01-31', 31, '2000-02-29'],
    ['2027-02-28', 30, '2027-03-30'],
    ['2027-12-31', 31, '2028-01-31'],
    ['2027-12-01', 1, '2028-01-01'],
  ])('%s, on the %ist: %s', (date, day, next) => {
    expect(monthAfter(date, day)).toBe(next);
  });

  test('every day of four hundred years', () => {
    const wrong: string[] = [];
    let count = 0;
    for (let year = 2000; year < 2400; year++) {
      for (let month = 1; month <= 12; month++) {
        for (let day = 1; day <= daysOf(year, month); day++, count++) {
          const date = dateOf(year, month, day);
          const next = monthAfter(date, dayOf(date));
          if (next !== aMonthLater(date, day)) wrong.push(`${date}: ${next}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(146_097);
  });

  test('from any date, on any day', () => {
    fc.assert(fc.property(anyDate, anyDay, (date, day) => expect(monthAfter(date, day)).toBe(aMonthLater(date, day))));
  });
});

describe('when it falls due again', () => {
  test.each([
    ['on the day itself', '2027-03-31', 31, '2027-03-31', '2027-04-30'],
    ['a day late', '2027-03-31', 31, '2027-04-01', '2027-04-30'],
    ['fifteen days before the next', '2027-01-31', 31, '2027-02-13', '2027-02-28'],
    ['less than fifteen days before the next', '2027-01-31', 31, '2027-02-14', '2027-03-31'],
    ['on the last day before the next', '2027-01-31', 31, '2027-02-27', '2027-03-31'],
    ['a whole month late', '2027-01-31', 31, '2027-02-28', '2027-03-31'],
    ['after nine months of outage', '2027-01-31', 31, '2027-10-15', '2027-10-31'],
    ['after nine months of outage, a little later', '2027-01-31', 31, '2027-10-17', '2027-11-30'],
    ['after nine months of outage, to the day', '2027-01-15', 15, '2027-10-15', '2027-11-15'],
    ['after thirty years', '1997-02-28', 29, '2027-02-28', '2027-03-29'],
    ['before its day', '2027-03-31', 31, '2027-03-01', '2027-04-30'],
  ])('noted %s', (_, dueOn, day, today, next) => {
    expect(nextDue(dueOn, day, today)).toBe(next);
  });

  test('it is the first of its months that is fifteen days or more from today, whatever was missed', () => {
    fc.assert(
      fc.property(anyDate, anyDay, anyDate, (dueOn, day, today) => {
        const next = nextDue(dueOn, day, today);
        const isFarEnough = (date: string) => Date.parse(date) - Date.parse(today) >= 15 * 86_400_000;
        const months: string[] = [aMonthLater(dueOn, day)];
        while (!isFarEnough(months.at(-1) ?? '')) months.push(aMonthLater(months.at(-1) ?? '', day));
        expect(next).toBe(months.at(-1));
        expect(next > dueOn).toBe(true);
      }),
    );
  });

  test('whoever is asked on time is asked every month, and nobody twice within fifteen days or not for two months', () => {
    fc.assert(
      fc.property(anyDate, anyDay, fc.nat({ max: 100 }), (date, day, daysLate) => {
        const dueOn = aMonthLater(date, day);
        const asked = new Date(Date.parse(dueOn) + daysLate * 86_400_000).toISOString().slice(0, 10);
        const gap = (Date.parse(nextDue(dueOn, day, asked)) - Date.parse(asked)) / 86_400_000;
        expect(gap).toBeGreaterThanOrEqual(15);
        expect(gap).toBeLessThanOrEqual(15 + 31);
        expect(nextDue(dueOn, day, dueOn)).toBe(aMonthLater(dueOn, day));
      }),
    );
  });
});

describe('the day that it is', () => {
  test.each([
    ['UTC', '2026-12-31T23:59:59.999Z', '2026-12-31'],
    ['Europe/Berlin', '2026-12-31T23:00:00.000Z', '2027-01-01'],
    ['Europe/Berlin', '2026-12-31T22:59:59.999Z', '2026-12-31'],
    // The first place of the earth to have a day, and the last.
    ['Pacific/Kiritimati', '2026-12-31T10:00:00.000Z', '2027-01-01'],
    ['Pacific/Kiritimati', '2026-12-31T09:59:59.999Z', '2026-12-31'],
    ['Pacific/Pago_Pago', '2027-01-01T10:59:59.999Z', '2026-12-31'],
    ['Pacific/Pago_Pago', '2027-01-01T11:00:00.000Z', '2027-01-01'],
    ['Asia/Kathmandu', '2026-12-31T18:15:00.000Z', '2027-01-01'],
    ['America/St_Johns', '2027-01-01T03:29:59.999Z', '2026-12-31'],
    // 2 o'clock becomes 3, and 3 becomes 2 again.
    ['Europe/Berlin', '2027-03-28T00:59:59.999Z', '2027-03-28'],
    ['Europe/Berlin', '2027-03-28T22:00:00.000Z', '2027-03-29'],
    ['Europe/Berlin', '2027-10-30T22:00:00.000Z', '2027-10-31'],
    ['Europe/Berlin', '2027-10-31T22:59:59.999Z', '2027-10-31'],
    // A day without midnight, and one with two.
    ['America/Sao_Paulo', '2018-11-04T02:59:59.999Z', '2018-11-03'],
    ['America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-04'],
    ['America/Sao_Paulo', '2018-02-18T02:00:00.000Z', '2018-02-17'],
    ['America/Sao_Paulo', '2018-02-18T02:59:59.999Z', '2018-02-17'],
    ['America/Sao_Paulo', '2018-02-18T03:00:00.000Z', '2018-02-18'],
    ['Africa/Cairo', '2024-04-25T21:59:59.999Z', '2024-04-25'],
    ['Africa/Cairo', '2024-04-25T22:00:00.000Z', '2024-04-26'],
    ['Africa/Cairo', '2024-10-31T21:00:00.000Z', '2024-10-31'],
    ['Africa/Cairo', '2024-10-31T22:00:00.000Z', '2024-11-01'],
  ])('%s at %s: %s', (timeZone, at, date) => {
    expect(dateIn(timeZone, new Date(at))).toBe(date);
  });

  test.each([
    ['Europe/Berlin', '2027-03-25', 8],
    ['Europe/Berlin', '2027-10-28', 8],
    ['America/Sao_Paulo', '2018-11-01', 8],
    ['America/Sao_Paulo', '2018-02-15', 8],
    ['Africa/Cairo', '2024-04-23', 8],
    ['Africa/Cairo', '2024-10-28', 8],
    ['Australia/Lord_Howe', '2027-04-01', 8],
    ['Pacific/Kiritimati', '2027-02-25', 8],
    ['Pacific/Pago_Pago', '2027-02-25', 8],
  ])('%s, from %s on: no day is left out or comes back, whatever the clocks do', (timeZone, from, days) => {
    const seen: string[] = [];
    const start = Date.parse(`${from}T00:00:00.000Z`);
    for (let minute = 0; minute < days * 1440; minute += 10) {
      const date = dateIn(timeZone, new Date(start + minute * 60_000));
      if (seen.at(-1) !== date) seen.push(date);
    }
    const first = Date.parse(seen[0] ?? '');
    expect(seen).toEqual(seen.map((_, n) => new Date(first + n * 86_400_000).toISOString().slice(0, 10)));
    expect(seen.length).toBeGreaterThanOrEqual(days);
  });

  test('a day that a time zone does not have is passed over: Samoa had no 30 December 2011', () => {
    const at = (time: string) => dateIn('Pacific/Apia', new Date(time));
    expect([at('2011-12-30T09:59:59.999Z'), at('2011-12-30T10:00:00.000Z')]).toEqual(['2011-12-29', '2011-12-31']);
    // Who was due on it is due: days are compared, not met.
    expect('2011-12-30' <= at('2011-12-30T10:00:00.000Z')).toBe(true);
  });

  test('is a date of the contract at any moment and in any place', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Tehran');
    const moments = fc.date({ min: new Date('1970-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, moments, (timeZone, at) => {
        const date = dateIn(timeZone, at);
        expect(calendarDate.safeParse(date).success).toBe(true);
        expect(Math.abs(Date.parse(date) - at.getTime())).toBeLessThan(2 * 86_400_000);
      }),
    );
  });

  test('a time zone that there is not is a fault, not a day', () => {
    expect(() => dateIn('Mars/Olympus_Mons', new Date())).toThrow(RangeError);
  });
});
