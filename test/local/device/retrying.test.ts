import { describe, expect, test } from '@jest/globals';
import type { Trouble } from '../../../local/device/client/answer.ts';
import { patiently } from '../../../local/device/client/patiently.ts';
import { reconnectDelay } from '../../../local/device/client/reconnect-delay.ts';
import { retryDelay } from '../../../local/device/client/retry-delay.ts';

const least = () => 0;
const most = () => 1;

describe('the wait before the next try', () => {
  test('doubles, up to half a minute, and is at least half of what it can be', () => {
    const attempts = [0, 1, 2, 3, 6, 7, 1000];
    expect(attempts.map((attempt) => retryDelay({ attempt }, least))).toEqual([
      250, 500, 1000, 2000, 15_000, 15_000, 15_000,
    ]);
    expect(attempts.map((attempt) => retryDelay({ attempt }, most))).toEqual([
      500, 1000, 2000, 4000, 30_000, 30_000, 30_000,
    ]);
  });

  test('is never shorter than the server asked for, and a little longer, so that not all come at once', () => {
    expect(retryDelay({ attempt: 0, retryAfterSeconds: 40 }, least)).toBe(40_000);
    expect(retryDelay({ attempt: 0, retryAfterSeconds: 40 }, most)).toBe(41_000);
    expect(retryDelay({ attempt: 8, retryAfterSeconds: 1 }, least)).toBe(15_000);
    expect(retryDelay({ attempt: 0, retryAfterSeconds: 0 }, least)).toBe(250);
  });
});

describe('the wait before a connection is opened again', () => {
  test('is anything up to a second, then up to two, up to a minute: a deploy ends all of them together', () => {
    const attempts = [0, 1, 2, 5, 6, 1000];
    expect(attempts.map((attempt) => reconnectDelay({ attempt }, least))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(attempts.map((attempt) => reconnectDelay({ attempt }, most))).toEqual([
      1000, 2000, 4000, 32_000, 60_000, 60_000,
    ]);
  });

  test('is never shorter than the server asked for', () => {
    expect(reconnectDelay({ attempt: 0, retryAfterSeconds: 40 }, least)).toBe(40_000);
    expect(reconnectDelay({ attempt: 1, retryAfterSeconds: 40 }, most)).toBe(42_000);
  });
});

describe('asking until there is an answer', () => {
  const offline: Trouble = { kind: 'trouble', why: 'offline', detail: 'nobody there' };

  test('goes on while there is trouble, and tells each time', async () => {
    const answers = [
      offline,
      { ...offline, why: 'rate-limited' as const, retryAfterSeconds: 7 },
      { kind: 'done' as const },
    ];
    const waits: [string, number, number][] = [];
    const answer = await patiently(
      async () => answers.shift() ?? offline,
      async ({ why }, attempt, delayMs) => void waits.push([why, attempt, delayMs]),
    );
    expect(answer).toEqual({ kind: 'done' });
    expect(waits).toEqual([
      ['offline', 0, expect.any(Number)],
      ['rate-limited', 1, expect.any(Number)],
    ]);
    expect(waits[1]?.[2]).toBeGreaterThanOrEqual(7000);
  });

  test('takes a refusal for an answer', async () => {
    const refusal = { kind: 'refused' as const };
    await expect(
      patiently(
        async () => refusal,
        async () => {},
      ),
    ).resolves.toBe(refusal);
  });

  test('ends when whoever waits gives up', async () => {
    const givingUp = patiently(
      async () => offline,
      async () => {
        throw new Error('enough');
      },
    );
    await expect(givingUp).rejects.toThrow('enough');
  });
});
