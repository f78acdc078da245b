import { clearAndConfirm, clearSignIn } from '../client/clear-and-confirm.ts';
import type { DeviceClient } from '../client/device-client.ts';
import { problemText, signedOutText } from '../terminal/describe.ts';
import type { EventLog } from '../terminal/make-event-log.ts';
import type { Ending } from './stay-signed-in.ts';

/**
 * Does what the end of a sign-in asks of a client.
 *
 * @returns whether signing in again is the answer; otherwise something is wrong with this program
 */
export const end = async (client: DeviceClient, log: EventLog, ending: Ending): Promise<boolean> => {
  if (ending.kind === 'no-longer') {
    log.bad(`Signed out: ${ending.detail}`);
    if (ending.signIn) clearSignIn(client, ending.signIn);
    return true;
  }

  const { problem, signIn } = ending;
  if (problem.code === 'session-revoked' && problem.signOut) {
    const ownId = client.file.read()?.device?.id;
    log.bad(signedOutText(problem.signOut, ownId, new Date()));
    const confirmed = clearAndConfirm(client, signIn);
    log.info("Cleared its tokens. Kept the device's own id and secret, so that it is recognised when it comes back");
    if (await confirmed) log.good('Confirmed: the owner sees that it is done');
    else log.wait('The confirmation was not accepted; the device is signed out all the same');
    return true;
  }
  log.bad(problemText(problem));
  if (problem.status !== 401) return false;
  clearSignIn(client, signIn);
  log.info('Cleared the tokens of this sign-in');
  return true;
};
