import { callSignedIn } from '../client/call-signed-in.ts';
import { clearSignIn } from '../client/clear-and-confirm.ts';
import type { DeviceClient } from '../client/device-client.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import type { EventLog } from '../terminal/make-event-log.ts';
import { end } from './end.ts';

/** `--sign-out`: the owner signs out where they are. Ends the session first, for that holds even if the rest fails. */
export const signSelfOut = async (client: DeviceClient, log: EventLog): Promise<ExitCode> => {
  const before = client.file.read()?.signIn;
  const outcome = await callSignedIn(client, { method: 'DELETE', path: '/v1/sessions/current' });
  switch (outcome.kind) {
    case 'not-signed-in':
      log.info(`The profile "${client.file.profile}" is not signed in`);
      return exitCodes.done;
    case 'ended':
    case 'refused':
      return (await end(client, log, outcome)) ? exitCodes.done : exitCodes.failed;
    case 'done': {
      const signIn = client.file.read()?.signIn ?? before;
      if (signIn) {
        clearSignIn(client, signIn);
        await client.cognito.revoke(signIn.refreshToken);
      }
      log.good('Signed out, and the tokens are cleared');
      return exitCodes.done;
    }
  }
};
