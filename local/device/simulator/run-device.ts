import { setTimeout as sleepFor } from 'node:timers/promises';
import { openProfile } from '../client/open-profile.ts';
import { ask } from '../terminal/ask.ts';
import { lasted } from '../terminal/duration.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import type { EventLog } from '../terminal/make-event-log.ts';
import { begin } from './begin.ts';
import type { DeviceOptions } from './device-options.ts';
import { end } from './end.ts';
import { listen } from './listen.ts';
import { makeRest } from './make-rest.ts';
import { pressEnter } from './press-enter.ts';
import { pushSource, takesPushes } from './push-source.ts';
import { signSelfOut } from './sign-self-out.ts';
import { staySignedIn } from './stay-signed-in.ts';
import type { Ending } from './stay-signed-in.ts';
import { patientOnTrouble, tell } from './tell.ts';

export interface DeviceRun {
  log: EventLog;
  /** Whether there is somebody to ask. */
  interactive: boolean;
  signal: AbortSignal;
}

/**
 * The life of a device: it signs in, or goes on where it was; checks in; and when it is signed out, clears what it
 * keeps, confirms, and asks its user to sign in again.
 *
 * @throws the signal's reason when interrupted; errors that say what is wrong with flags and files
 */
export async function runDevice(options: DeviceOptions, run: DeviceRun): Promise<ExitCode> {
  const { log, signal, interactive } = run;
  const sleep = (ms: number) => sleepFor(ms, undefined, { signal });
  const { client, credentials } = openProfile({
    ...options,
    wanted: options,
    signal,
    note: (note) => tell(log, note),
    onTrouble: patientOnTrouble(log, sleep),
  });
  if (options.signOut) return signSelfOut(client, log);
  const push = pushSource(client, credentials, options);
  if (push) log.info(takesPushes(push));

  // Once only: the device comes back to see what happened.
  let offlineForMs = options.offlineForMs ?? 0;
  let { signIn } = credentials;
  for (;;) {
    // What was pushed to an earlier sign-in is over.
    const since = new Date();
    const { device } = client.file.read() ?? {};
    const begun = await begin(client, { ...credentials, ...(device && { device }), signIn }, run);
    if (begun !== 'signed-in') return begun;
    if (offlineForMs > 0) {
      log.wait(`Offline for ${lasted(offlineForMs)}: no request is made, and what happens meanwhile waits`);
      await sleep(offlineForMs);
      log.info('Online again');
    }
    offlineForMs = 0;

    const { rest, wake } = makeRest(signal);
    const listening = listen({
      client,
      log,
      connect: options.connect,
      push: push && { ...push, since },
      signal,
      onHint: wake,
    });
    const staying = staySignedIn(client, {
      once: options.once,
      onCheckIn: (count, seconds) => log.state(checkedIn(count, options.once ? undefined : seconds)),
      onAdopted: () => log.info('Another terminal has signed in again as this device: going on with that sign-in'),
      rest,
    });
    try {
      const ending = await Promise.race([staying, listening.failed]);
      if (ending.kind === 'still-signed-in') return exitCodes.done;
      if (!(await end(client, log, ending, { wasTold: listening.wasTold() }))) return exitCodes.failed;
      if (isSignOut(ending)) await listening.lastWord();
    } finally {
      await listening.close();
    }
    if (!interactive || options.once) return exitCodes.signedOut;
    await ask(pressEnter('to sign in again'), { signal });
    signIn = undefined;
  }
}

const isSignOut = (ending: Ending): boolean => ending.kind === 'refused' && ending.problem.code === 'session-revoked';

const checkedIn = (count: number, everySeconds: number | undefined): string => {
  const times = count === 1 ? '' : `, ${count} times`;
  return `Checked in${times}: still signed in${everySeconds === undefined ? '' : `. Asking every ${everySeconds} s`}`;
};
