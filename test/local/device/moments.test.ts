import { expect, test } from '@jest/globals';
import { ago, exactTime, moment } from '../../../local/device/terminal/moments.ts';

const clock = { now: new Date('2026-11-22T16:32:07.123Z'), timeZone: 'UTC' };

test.each([
  ['2026-11-22T16:32:05.000Z', 'just now'],
  ['2026-11-22T16:33:00.000Z', 'just now'],
  ['2026-11-22T16:31:30.000Z', '37 seconds ago'],
  ['2026-11-22T16:29:00.000Z', '3 minutes ago'],
  ['2026-11-22T14:00:00.000Z', '2 hours ago'],
  ['2026-11-21T16:00:00.000Z', 'yesterday'],
  ['2026-11-02T16:00:00.000Z', '20 days ago'],
  ['2026-08-02T16:00:00.000Z', '2 Aug 2026'],
])('%s was %s', (at, words) => {
  expect(ago(at, clock)).toBe(words);
});

test('a time of today goes without its date, any other has it', () => {
  expect(moment('2026-11-22T00:00:01.000Z', clock)).toBe('00:00:01');
  expect(moment('2026-11-21T23:59:59.000Z', clock)).toBe('21 Nov 2026, 23:59:59');
  expect(exactTime(clock.now, clock)).toBe('16:32:07.123');
});
