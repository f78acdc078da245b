import type { Note } from '../client/device-client.ts';
import type { OnTrouble } from '../client/patiently.ts';
import { troubleText } from '../terminal/describe.ts';
import type { EventLog } from '../terminal/make-event-log.ts';

/** Says what the client does on the way. */
export const tell = (log: EventLog, note: Note): void => {
  switch (note.kind) {
    case 'authenticating':
      return log.info(
        `Signing in at Cognito as ${note.email}; by SRP, so that the password does not leave this machine`,
      );
    case 'wrong-password':
      return log.bad(note.detail);
    case 'tie':
      return log.wait('This sign-in and the sign-out before it fell into the same second: signing in once more');
    case 'refreshed':
      return log.info('Renewed the access token at Cognito');
    case 'refresh-refused':
      return log.wait(`Cognito does not renew the access token: ${note.detail}`);
  }
};

/** Says that there is no answer, and waits for as long as it takes. */
export const patientOnTrouble =
  (log: EventLog, sleep: (ms: number) => Promise<void>): OnTrouble =>
  async (trouble, attempt, delayMs) => {
    // The first one stays to be read; the tries that follow tell nothing new.
    if (attempt === 0) log.wait(troubleText(trouble, delayMs));
    else log.state(troubleText(trouble, delayMs));
    await sleep(delayMs);
  };
