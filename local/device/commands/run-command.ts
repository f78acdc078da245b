import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceResource } from '../../../shared/contracts/resources.ts';
import { clearAndConfirm } from '../client/clear-and-confirm.ts';
import { knownProfiles } from '../client/credentials-file.ts';
import { openProfile } from '../client/open-profile.ts';
import type { OnTrouble } from '../client/patiently.ts';
import { deviceText, troubleText } from '../terminal/describe.ts';
import type { Paint } from '../terminal/paint.ts';
import { UsageError } from '../terminal/usage-error.ts';
import { callAsTerminal } from './call-as-terminal.ts';
import type { Terminal } from './call-as-terminal.ts';
import { CallFailedError } from './call-failed-error.ts';
import type { CommandContext } from './command.ts';
import { listDevices } from './list.ts';
import { matchDevice } from './match-device.ts';
import type { CommonOptions } from './parse-command.ts';

export interface CommandRun {
  paint: Paint;
  write: (text: string) => void;
  /** For what happens on the way; it must not get into the answer. */
  say: (text: string) => void;
  signal: AbortSignal;
}

const ownProfile = 'terminal';

/**
 * Runs a command as one of the devices whose credentials are here.
 *
 * @throws CallFailedError, and errors that say what is wrong with flags and files
 */
export async function runCommand(
  command: (context: CommandContext) => Promise<void>,
  options: CommonOptions,
  { paint, write, say, signal }: CommandRun,
): Promise<void> {
  const { as: profile = ownProfile, outputs, credentials: folder, email, password, from } = options;
  if (profile !== ownProfile && !knownProfiles(folder).includes(profile)) {
    throw new UsageError(noSuchProfile(profile, folder));
  }
  const { client, credentials } = openProfile({
    profile,
    outputs,
    credentials: folder,
    wanted: { profile: 'Terminal', email, from },
    password,
    signal,
    onTrouble: shortPatience(say, signal),
    note: (note) => {
      if (note.kind === 'wrong-password') say(note.detail);
    },
  });

  const terminal: Terminal = { client, credentials, say };
  const call: CommandContext['call'] = (request) => callAsTerminal(terminal, request);
  const allDevices = () => listDevices(call, 'all');
  await command({
    call,
    allDevices,
    find: async (text, prefer) => theOne(await allDevices(), text, prefer),
    print: (answer, asText) => write(options.json ? JSON.stringify(answer, undefined, 2) : asText()),
    sleep: (ms) => sleep(ms, undefined, { signal }),
    clearOwn: async () => {
      const { signIn } = client.file.read() ?? {};
      if (signIn) await clearAndConfirm(client, signIn);
    },
    paint,
    clock: { now: new Date() },
  });
}

const noSuchProfile = (profile: string, folder: string): string => {
  const known = knownProfiles(folder).join(', ') || 'none yet';
  return `There is no profile "${profile}". There are: ${known}. A new one is made by: npm run device`;
};

const theOne = (devices: DeviceResource[], text: string, prefer?: DeviceResource['state']): DeviceResource => {
  const match = matchDevice(devices, text, prefer);
  switch (match.kind) {
    case 'one':
      return match.device;
    case 'none':
      throw new CallFailedError(`There is no device "${text}". See: npm run devices -- list --state all`);
    case 'several': {
      const list = match.devices.map((device) => `\n  ${device.id}  ${deviceText(device)}`).join('');
      throw new CallFailedError(`"${text}" can be each of these. Say which by its id:${list}`);
    }
  }
};

const attemptsMax = 3;
const waitMsMax = 10_000;

/** Somebody waits at the terminal: better to say soon that it does not work than to try all night. */
const shortPatience =
  (say: CommandRun['say'], signal: AbortSignal): OnTrouble =>
  async (trouble, attempt, delayMs) => {
    if (trouble.why === 'offline') {
      throw new CallFailedError(`The service does not answer (${trouble.detail}). Start it: npm start`);
    }
    const text = troubleText(trouble, delayMs);
    if (attempt + 1 >= attemptsMax || delayMs > waitMsMax) throw new CallFailedError(text.replace('Trying', 'Try'));
    say(text);
    await sleep(delayMs, undefined, { signal });
  };
