import { callSignedIn } from '../client/call-signed-in.ts';
import { clearAndConfirm, clearSignIn } from '../client/clear-and-confirm.ts';
import type { DeviceClient } from '../client/device-client.ts';
import type { Credentials } from '../client/credentials.ts';
import type { ApiRequest } from '../client/make-api.ts';
import { signIn } from '../client/sign-in.ts';
import { deviceText, problemText, signedOutText } from '../terminal/describe.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import { CallFailedError } from './call-failed-error.ts';

/** A fresh sign-in answers each of these, and then the call is repeated. */
const answeredBySignIn = new Set(['session-expired', 'session-not-registered', 'step-up-required']);

const runAgain = 'Its tokens are cleared. Run the command again to sign in again.';

export interface Terminal {
  client: DeviceClient;
  /** What to sign in with, when there is nothing in the file. */
  credentials: Credentials;
  say: (text: string) => void;
}

/**
 * Asks the API, signing in first where that is needed: when this terminal never was, when its sign-in has ended, and
 * when the API wants a more recent authentication for what was asked.
 *
 * @throws CallFailedError
 */
export const callAsTerminal = async <Body>(terminal: Terminal, request: ApiRequest): Promise<Body> => {
  const { client, say } = terminal;
  for (let repeated = false; ; repeated = true) {
    const outcome = await callSignedIn<Body>(client, request);
    switch (outcome.kind) {
      case 'done':
        return outcome.body;
      case 'not-signed-in':
        break;
      case 'ended':
        // Only a confirmation finds out whether somebody did it: Cognito refuses either way.
        if ((await clearAndConfirm(client, outcome.signIn)) === 'confirmed') {
          const message = `This terminal was signed out remotely while it was away.\n  ${runAgain}`;
          throw new CallFailedError(message, { exitCode: exitCodes.signedOut });
        }
        say(`The last sign-in of this terminal has ended: ${outcome.detail}`);
        break;
      case 'refused': {
        const { problem, signIn: refused } = outcome;
        if (problem.code === 'session-revoked' && problem.signOut) {
          await clearAndConfirm(client, refused);
          const ownId = client.file.read()?.device?.id;
          const message = `${signedOutText(problem.signOut, ownId, new Date())}\n  ${runAgain}`;
          throw new CallFailedError(message, { exitCode: exitCodes.signedOut, problem });
        }
        const gatewayRefused = problem.status === 401 && problem.code === undefined;
        if (repeated || (!gatewayRefused && !answeredBySignIn.has(problem.code ?? ''))) {
          throw new CallFailedError(problemText(problem), { problem });
        }
        say(problemText({ ...problem, detail: 'Signing in again.' }));
        // For a step-up the old sign-in stays until the new one has taken its place.
        if (problem.code !== 'step-up-required') clearSignIn(client, refused);
      }
    }
    if (repeated) throw new CallFailedError('This terminal was signed out while it was asking. Run the command again.');
    await signInHere(terminal);
  }
};

const signInHere = async ({ client, credentials, say }: Terminal): Promise<void> => {
  const outcome = await signIn(client, { ...credentials, ...client.file.read() });
  switch (outcome.kind) {
    case 'registered':
      say(`Signed in as ${credentials.email}, on the device ${deviceText(outcome.device)}`);
      return;
    case 'not-authenticated':
      throw new CallFailedError(`Not signed in: ${outcome.detail}`);
    case 'refused': {
      const { problem } = outcome;
      const devices = (problem.devices ?? []).map((device) => `\n  ${device.id}  ${deviceText(device)}`);
      throw new CallFailedError(problemText(problem) + devices.join(''), { problem });
    }
  }
};
