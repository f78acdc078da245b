import type { DeviceResource } from '../../../shared/contracts/resources.ts';
import type { DeviceClient } from '../client/device-client.ts';
import type { Credentials } from '../client/credentials.ts';
import { signIn } from '../client/sign-in.ts';
import { ask } from '../terminal/ask.ts';
import { deviceText, problemText } from '../terminal/describe.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { pressEnter } from './press-enter.ts';
import type { DeviceRun } from './run-device.ts';

/** Goes on with the sign-in of last time, or signs in and registers; a number is the exit code of a failure. */
export const begin = async (
  client: DeviceClient,
  credentials: Credentials,
  { log, interactive, signal }: DeviceRun,
): Promise<'signed-in' | ExitCode> => {
  if (credentials.signIn) {
    const stored = client.file.read();
    if (stored && credentials.push) client.file.write({ ...stored, push: credentials.push });
    log.info(`Going on as "${credentials.description.name}", with the sign-in that ${client.file.path} holds`);
    return 'signed-in';
  }
  for (;;) {
    const outcome = await signIn(client, credentials);
    switch (outcome.kind) {
      case 'registered': {
        const { device, isNewDevice } = outcome;
        log.good(`Signed in: ${deviceText(device)}`);
        log.info(`${isNewDevice ? 'A new device of this account' : 'Recognised as the device it was'}: ${device.id}`);
        return 'signed-in';
      }
      case 'not-authenticated':
        log.bad(`Not signed in: ${outcome.detail}`);
        return exitCodes.failed;
      case 'refused': {
        const { problem } = outcome;
        if (problem.code !== 'device-limit-reached') {
          log.bad(problemText(problem));
          return exitCodes.failed;
        }
        log.bad(problem.title);
        for (const device of problem.devices ?? []) log.info(`${device.id}  ${deviceText(device)}`);
        log.info(howToFreeAPlace(problem.devices));
        if (!interactive) return exitCodes.deviceLimitReached;
        await ask(pressEnter('once one of them is signed out'), { signal });
      }
    }
  }
};

/** This device has no session, and so no right to sign out another one: that is done where one is signed in. */
const howToFreeAPlace = ([first]: DeviceResource[] = []): string =>
  `Choose one and sign it out where you are signed in: npm run devices -- sign-out ${first?.id ?? '<id>'}`;
