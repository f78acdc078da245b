const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const dayMs = 24 * unitMs.h;

/**
 * Reads "30s", "2m", "1m30s", "500ms"; a bare number is seconds. In milliseconds, up to a day.
 *
 * @throws RangeError with a sentence for the person at the terminal
 */
export const parseDuration = (text: string): number => {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)?/gy)];
  const read = parts.map(([part]) => part).join('');
  const bare = parts.filter(([, , unit]) => unit === undefined).length;
  const total = parts.reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * unitMs[unit as keyof typeof unitMs],
    0,
  );
  if (read !== text.trim() || read === '' || (bare > 0 && parts.length > 1) || total < 1 || total > dayMs) {
    throw new RangeError(`"${text}" is not a duration up to a day. Write it as in 30s, 2m or 1m30s.`);
  }
  return Math.round(total);
};

/** How long something took: "34 ms", "3.4 s", "45 s", "2 min 5 s", "3 h 12 min", "2 d 3 h". */
export const lasted = (ms: number): string => {
  if (ms < 999.5) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(whole, 60, ['min', 's']);
  if (whole < 86_400) return pair(Math.floor(whole / 60), 60, ['h', 'min']);
  return pair(Math.floor(whole / 3600), 24, ['d', 'h']);
};

const pair = (count: number, perUnit: number, [unit, rest]: [string, string]): string => {
  const left = count % perUnit;
  return `${Math.floor(count / perUnit)} ${unit}${left ? ` ${left} ${rest}` : ''}`;
};
