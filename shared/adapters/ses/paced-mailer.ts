import { setTimeout as wait } from 'node:timers/promises';
import type { Mailer } from '../../domain/telling/ports.ts';

/**
 * A mailer that begins so many mails a second at most, evenly: SES counts for the whole AWS account, and refuses what
 * goes beyond its rate. Those that come at the same time wait in turn.
 */
export const pacedMailer = (mailer: Mailer, mailsPerSecond: number): Mailer => {
  let free = 0;
  return {
    async send(mail) {
      const now = performance.now();
      const at = Math.max(now, free);
      free = at + 1000 / mailsPerSecond;
      if (at > now) await wait(at - now);
      await mailer.send(mail);
    },
  };
};
