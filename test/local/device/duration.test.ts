import { describe, expect, test } from '@jest/globals';
import { lasted, parseDuration } from '../../../local/device/terminal/duration.ts';

describe('a duration is read as a person writes it', () => {
  test.each([
    ['30s', 30_000],
    ['30', 30_000],
    ['1m30s', 90_000],
    ['2h', 7_200_000],
    ['500ms', 500],
    ['0.5s', 500],
    ['24h', 86_400_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', ' ', '0s', '-5s', '5x', '1m 30', '30s!', '1 30', '25h', 'NaN', '1e3s', '١s'])(
    '%j is refused',
    (text) => {
      expect(() => parseDuration(text)).toThrow(RangeError);
    },
  );
});

test.each([
  [-5, '0 ms'],
  [34, '34 ms'],
  [999.6, '1 s'],
  [3421, '3.4 s'],
  [9960, '10 s'],
  [59_499, '59 s'],
  [59_600, '1 min'],
  [125_000, '2 min 5 s'],
  [3_599_600, '1 h'],
  [11_520_000, '3 h 12 min'],
  [183_600_000, '2 d 3 h'],
])('%d ms lasted "%s"', (ms, words) => {
  expect(lasted(ms)).toBe(words);
});
