import { afterEach, expect, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { type Clock, runSchedule } from '../../../local/schedules/run-schedule.ts';
import type { ScheduleSpec } from '../../../local/template/stack.ts';

const daily: ScheduleSpec = {
  logicalId: 'Daily',
  name: 'daily',
  arn: 'arn:schedule',
  enabled: true,
  timing: { kind: 'cron', expression: '0 9 * * ? *', timeZone: 'Europe/Lisbon' },
  queueArn: 'arn:queue',
  input: '{"kind":"run"}',
  retriesMax: 3,
  ageMsMax: 3_600_000,
};

/** Time that passes as fast as it is rested, until a moment at which it stands. */
const makeClock = (from: string, to: string) => {
  let now = Date.parse(from);
  const end = Date.parse(to);
  const clock: Clock & { set: (at: string) => void } = {
    now: () => new Date(now),
    async rest(ms, signal) {
      await turn();
      // Standing, it still lets others have their turn.
      if (now === end && !signal.aborted)
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      now = Math.min(now + ms, end);
    },
    set: (at) => (now = Date.parse(at)),
  };
  return clock;
};

let running: { close(): Promise<void> } | undefined;
afterEach(() => running?.close());

/** Run a schedule over a time, with a queue that fails so often. @returns what came of it, with the time of each */
const runOver = async (
  from: string,
  to: string,
  { schedule = daily, failures = 0, dead = true }: { schedule?: ScheduleSpec; failures?: number; dead?: boolean } = {},
) => {
  const clock = makeClock(from, to);
  const seen: { at: string; what: string; attributes?: Record<string, string> }[] = [];
  const said: string[] = [];
  const at = () => clock.now().toISOString().slice(0, 19);
  let left = failures;
  running = runSchedule({
    schedule,
    clock,
    async send(body) {
      if (left-- > 0) throw new Error('the queue is away');
      seen.push({ at: at(), what: body });
      await Promise.resolve();
    },
    async giveUp(body, attributes) {
      if (!dead) throw new Error('the dead letters are away');
      seen.push({ at: at(), what: `dead: ${body}`, attributes });
      await Promise.resolve();
    },
    onError: (message) => said.push(message),
  });
  for (let turns = 0; turns < 100_000 && clock.now() < new Date(to); turns++) await turn();
  for (let turns = 0; turns < 10; turns++) await turn();
  return { seen, said };
};

test('it sends its input at each of its times, once, over a change of the clock and the end of a month', async () => {
  const { seen, said } = await runOver('2026-10-24T00:00:00Z', '2026-10-26T23:00:00Z');
  expect(seen).toEqual([
    { at: '2026-10-24T08:00:00', what: '{"kind":"run"}' },
    { at: '2026-10-25T09:00:00', what: '{"kind":"run"}' },
    { at: '2026-10-26T09:00:00', what: '{"kind":"run"}' },
  ]);
  expect(said).toEqual([]);
  await running?.close();
  const days = await runOver('2027-02-27T23:00:00Z', '2027-03-01T23:00:00Z');
  expect(days.seen.map(({ at }) => at)).toEqual(['2027-02-28T09:00:00', '2027-03-01T09:00:00']);
});

test('what cannot be sent is tried again, and sent once', async () => {
  const { seen, said } = await runOver('2026-11-22T08:00:00Z', '2026-11-22T12:00:00Z', { failures: 3 });
  expect(seen.map(({ what }) => what)).toEqual(['{"kind":"run"}']);
  expect(said).toEqual(['the run of 2026-11-22T09:00:00.000Z cannot be sent (the queue is away); trying again']);
});

test('what cannot be sent as often as the template says ends in the dead letters, with what there is to say of it', async () => {
  const { seen, said } = await runOver('2026-11-22T08:00:00Z', '2026-11-22T12:00:00Z', { failures: 4 });
  expect(seen).toEqual([
    {
      at: expect.stringMatching(/^2026-11-22T09:0/),
      what: 'dead: {"kind":"run"}',
      attributes: {
        ERROR_CODE: 'Error',
        ERROR_MESSAGE: 'the queue is away',
        EXECUTION_ID: expect.any(String),
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: '3',
        SCHEDULED_TIME: '2026-11-22T09:00:00.000Z',
        SCHEDULE_ARN: 'arn:schedule',
        TARGET_ARN: 'arn:queue',
      },
    },
  ]);
  expect(said.at(-1)).toBe('the run of 2026-11-22T09:00:00.000Z was given up: the queue is away');
});

test('what is too old for the template ends in the dead letters, however many tries are left', async () => {
  const schedule = { ...daily, retriesMax: 185, ageMsMax: 60_000 };
  const { seen } = await runOver('2026-11-22T08:00:00Z', '2026-11-22T12:00:00Z', { schedule, failures: 1000 });
  expect(seen).toEqual([
    expect.objectContaining({
      at: expect.stringMatching(/^2026-11-22T09:0/),
      attributes: expect.objectContaining({ EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' }),
    }),
  ]);
});

test('dead letters that are away are said, and the next run is sent as always', async () => {
  const { seen, said } = await runOver('2026-11-22T08:00:00Z', '2026-11-23T12:00:00Z', { failures: 4, dead: false });
  expect(said.at(-1)).toBe('its dead-letter queue takes nothing: the dead letters are away');
  expect(seen).toEqual([{ at: '2026-11-23T09:00:00', what: '{"kind":"run"}' }]);
});

test('a machine that was asleep for days sends one run, late, and not each that it missed', async () => {
  const asleep = makeClock('2026-11-22T08:59:50Z', '2026-11-26T10:00:00Z');
  const rest = asleep.rest;
  let naps = 0;
  asleep.rest = async (ms, signal) => {
    if (naps++ === 0) asleep.set('2026-11-25T12:00:00Z');
    await rest(ms, signal);
  };
  const sent: string[] = [];
  running = runSchedule({
    schedule: daily,
    clock: asleep,
    send: async () => void sent.push(asleep.now().toISOString().slice(0, 10)),
    giveUp: async () => {},
    onError: () => {},
  });
  for (let turns = 0; turns < 100_000 && asleep.now() < new Date('2026-11-26T10:00:00Z'); turns++) await turn();
  expect(sent).toEqual(['2026-11-25', '2026-11-26']);
});

test('one that is switched off sends nothing', async () => {
  let looked = 0;
  running = runSchedule({
    schedule: { ...daily, enabled: false },
    clock: { now: () => new Date(Date.UTC(2026, 10, 22) + 3_600_000 * looked++), rest: () => turn() },
    send: () => Promise.reject(new Error('nothing is to be sent')),
    giveUp: () => Promise.reject(new Error('nothing is to be sent')),
    onError: () => {},
  });
  for (let turns = 0; turns < 100; turns++) await turn();
  expect(looked).toBe(0);
});

test('the end does not wait for the next time, and says which run it leaves behind', async () => {
  const { said } = await runOver('2026-11-22T08:59:00Z', '2026-11-22T09:00:00Z', { failures: 1000 });
  await running?.close();
  expect(said.at(-1)).toBe('the run of 2026-11-22T09:00:00.000Z was not sent before the end');
});
