import { expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost } from '../../local/connections/at-most.ts';

test('never more run at a time, all run in their order, and a failure makes room as well', async () => {
  const inTurn = atMost(3);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      inTurn(async () => {
        started.push(index);
        running += 1;
        most = Math.max(most, running);
        await sleep(index % 4);
        running -= 1;
        if (index % 5 === 0) throw new Error('as asked');
        return index;
      }),
    ),
  );
  expect(most).toBe(3);
  expect(started).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  expect(await inTurn(() => Promise.resolve('free'))).toBe('free');
});
