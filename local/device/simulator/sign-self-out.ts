import { callSignedIn } from '../client/call-signed-in.ts';
import { clearSignIn } from '../client/clear-and-confirm.ts';
import type { Connection } from '../client/connection.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import type { EventLog } from '../terminal/make-event-log.ts';
import { end } from './end.ts';

/** `--sign-out`: the owner signs out where they are. Ends the session first, for that holds even if the rest fails. */
export const signSelfOut = async (connection: Connection, log: EventLog): Promise<ExitCode> => {
  const before = connection.file.read()?.signIn;
  const outcome = await callSignedIn(connection, { method: 'DELETE', path: '/v1/sessions/current' });
  switch (outcome.kind) {
    case 'not-signed-in':
      log.info(`The profile "${connection.file.profile}" is not signed in`);
      return exitCodes.done;
    case 'ended':
      return (await end(connection, log, { ...outcome, kind: 'no-longer' })) ? exitCodes.done : exitCodes.failed;
    case 'refused':
      return (await end(connection, log, outcome)) ? exitCodes.done : exitCodes.failed;
    case 'done': {
      const signIn = connection.file.read()?.signIn ?? before;
      if (signIn) {
        clearSignIn(connection, signIn);
        await connection.cognito.revoke(signIn.refreshToken);
      }
      log.good('Signed out, and the tokens are cleared');
      return exitCodes.done;
    }
  }
};
