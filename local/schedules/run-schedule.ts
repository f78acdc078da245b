import { setTimeout as sleep } from 'node:timers/promises';
import type { ScheduleSpec } from '../template/stack.ts';
import { nextRun } from './next-run.ts';

export interface ScheduleProps {
  schedule: ScheduleSpec;
  /** To the target. */
  send: (body: string) => Promise<void>;
  /** To the dead-letter queue; does nothing where there is none. */
  giveUp: (body: string, attributes: Record<string, string>) => Promise<void>;
  /** Told what became of a run that was not simply sent. */
  onError: (message: string) => void;
  clock?: Clock;
}

/** The machine's, unless a test has another one. */
export interface Clock {
  now: () => Date;
  /** Ends early when the signal says so. */
  rest: (ms: number, signal: AbortSignal) => Promise<void>;
}

const machineClock: Clock = {
  now: () => new Date(),
  rest: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
};

/** A timer does not tell that the machine was asleep, or its clock set: look again. */
const lookMsMax = 30_000;
const retryMsMin = 1000;
const retryMsMax = 60_000;

/**
 * Send the input of a schedule to its queue whenever it is time. What cannot be sent is tried again, as the template
 * says, and then goes to the dead-letter queue. What falls into a time in which this does not run is not made up for.
 */
export function runSchedule({ clock = machineClock, ...props }: ScheduleProps): { close(): Promise<void> } {
  const { schedule } = props;
  const ending = new AbortController();
  const { signal } = ending;
  const underWay = new Set<Promise<void>>();

  async function deliver(due: Date): Promise<void> {
    const executionId = crypto.randomUUID();
    let retries = 0;
    for (let pauseMs = retryMsMin; !signal.aborted; pauseMs = Math.min(2 * pauseMs, retryMsMax)) {
      try {
        await props.send(schedule.input);
        return;
      } catch (error) {
        const isOld = clock.now().getTime() + pauseMs - due.getTime() > schedule.ageMsMax;
        if (isOld || retries === schedule.retriesMax) {
          const exhausted = isOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts';
          await bury(due, error, {
            EXECUTION_ID: executionId,
            EXHAUSTED_RETRY_CONDITION: exhausted,
            RETRY_ATTEMPTS: String(retries),
          });
          return;
        }
        if (retries === 0)
          props.onError(`the run of ${due.toISOString()} cannot be sent (${wordsOf(error)}); trying again`);
      }
      retries += 1;
      await clock.rest(pauseMs, signal);
    }
    props.onError(`the run of ${due.toISOString()} was not sent before the end`);
  }

  /** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
  async function bury(due: Date, error: unknown, attributes: Record<string, string>): Promise<void> {
    props.onError(`the run of ${due.toISOString()} was given up: ${wordsOf(error)}`);
    await props.giveUp(schedule.input, {
      ERROR_CODE: error instanceof Error ? error.name : 'Unknown',
      ERROR_MESSAGE: wordsOf(error),
      SCHEDULED_TIME: due.toISOString(),
      SCHEDULE_ARN: schedule.arn,
      TARGET_ARN: schedule.queueArn,
      ...attributes,
    });
  }

  async function run(): Promise<void> {
    let due = nextRun(schedule.timing, clock.now());
    while (due !== undefined && !signal.aborted) {
      const leftMs = due.getTime() - clock.now().getTime();
      if (leftMs > 0) {
        await clock.rest(Math.min(leftMs, lookMsMax), signal);
        continue;
      }
      const delivery: Promise<void> = deliver(due)
        .catch((error: unknown) => props.onError(`its dead-letter queue takes nothing: ${wordsOf(error)}`))
        .finally(() => underWay.delete(delivery));
      underWay.add(delivery);
      // From now on, and not from then: a machine that was asleep is not to send all that it missed.
      due = nextRun(schedule.timing, later(due, clock.now()));
    }
  }

  const running = schedule.enabled ? run() : Promise.resolve();
  return {
    async close() {
      ending.abort();
      await running;
      await Promise.all(underWay);
    },
  };
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));
