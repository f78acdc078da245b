import { setTimeout as wait } from 'node:timers/promises';
import type { Mailer } from '../../domain/telling/ports.ts';

/** Milliseconds from whenever, which no change of the clock moves, and how to let some pass. */
export interface Stopwatch {
  now: () => number;
  wait: (ms: number) => Promise<unknown>;
}

const realTime: Stopwatch = { now: () => performance.now(), wait };

/**
 * A mailer that begins so many mails a second at most, evenly: SES counts for the whole AWS account, and refuses what
 * goes beyond its rate. Those that come at the same time wait in turn.
 */
export const pacedMailer = (mailer: Mailer, mailsPerSecond: number, stopwatch = realTime): Mailer => {
  let free = -Infinity;
  return {
    async send(mail) {
      const now = stopwatch.now();
      const at = Math.max(now, free);
      free = at + 1000 / mailsPerSecond;
      if (at > now) await stopwatch.wait(at - now);
      await mailer.send(mail);
    },
  };
};
