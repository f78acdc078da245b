import { clearAndConfirm, clearSignIn } from '../client/clear-and-confirm.ts';
import type { SignIn } from '../client/credentials.ts';
import type { DeviceClient } from '../client/device-client.ts';
import { orderText, problemText, signedOutText } from '../terminal/describe.ts';
import type { EventLog } from '../terminal/make-event-log.ts';
import type { Ending } from './stay-signed-in.ts';

const cleared = "Cleared its tokens. Kept the device's own id and secret, so that it is recognised when it comes back";

/**
 * Does what the end of a sign-in asks of a client.
 *
 * @returns whether signing in again is the answer; otherwise something is wrong with this program
 */
export const end = async (
  client: DeviceClient,
  log: EventLog,
  ending: Ending,
  { wasTold = false }: { wasTold?: boolean } = {},
): Promise<boolean> => {
  switch (ending.kind) {
    case 'cleared':
      log.bad('Signed out: another terminal has signed this device out');
      return true;
    case 'ended':
      await askWhy(client, log, ending.signIn);
      return true;
    case 'refused':
      break;
  }

  const { problem, signIn } = ending;
  if (problem.code === 'session-revoked' && problem.signOut) {
    const ownId = client.file.read()?.device?.id;
    // How long it took has been said where a message told of it.
    const text = wasTold ? orderText : signedOutText;
    log.bad(text(problem.signOut, ownId, new Date()));
    const confirmation = clearAndConfirm(client, signIn);
    log.info(cleared);
    if ((await confirmation) === 'confirmed') log.good('Confirmed: the owner sees that it is done');
    else log.wait('The confirmation was not accepted; the device is signed out all the same');
    return true;
  }
  log.bad(problemText(problem));
  if (problem.status !== 401) return false;
  clearSignIn(client, signIn);
  log.info('Cleared the tokens of this sign-in');
  return true;
};

/** Cognito has ended the sign-in, and does not say why. Whoever signed the device out gets its confirmation so. */
const askWhy = async (client: DeviceClient, log: EventLog, signIn: SignIn): Promise<void> => {
  const confirmation = clearAndConfirm(client, signIn);
  log.info(cleared);
  switch (await confirmation) {
    case 'confirmed':
      log.bad('Signed out remotely while this device was away');
      return log.good('Confirmed with its last access token: the owner sees that it is done');
    case 'not-asked':
      return log.bad('Nobody has signed this device out; its sign-in has ended at Cognito. Sign in again');
    case 'refused':
      return log.bad('This sign-in has come to its end. Sign in again');
  }
};
