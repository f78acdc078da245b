import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { credentialsFile } from '../../../../local/device/client/credentials-file.ts';
import { profileOf } from '../../../../local/device/client/profile-of.ts';
import { runCommandLine } from '../../../../local/device/commands/run-command-line.ts';
import { plainPaint } from '../../../../local/device/terminal/paint.ts';
import type { DeviceKind } from '../../../../shared/contracts/values.ts';
import type { LocalOwner } from '../../../support/local-owner.ts';
import type { LocalRun } from '../../../support/local-run.ts';
import { eventually } from '../../../support/eventually.ts';

export interface Ended {
  code: number | null;
  /** What it wrote, to either stream, without colours. */
  text: string;
}

/** A process of its own, as if started at a terminal. */
export interface RunningCommand {
  text: () => string;
  /** Until it has written this. */
  says: (what: RegExp | string) => Promise<void>;
  interrupt: () => void;
  ended: Promise<Ended>;
}

export interface TerminalProps {
  run: Pick<LocalRun, 'stateFolder' | 'userPoolId'>;
  owner: LocalOwner;
  /** The folder of the credentials. */
  credentials: string;
}

/** A place to run the two commands from, as one account. Nobody sits at it: its input has ended. */
export const makeTerminal = ({ run, owner, credentials }: TerminalProps) => {
  const { email, password } = owner;
  const outputs = join(run.stateFolder, 'outputs.json');
  const common = ['--outputs', outputs, '--credentials', credentials, '--email', email, '--password', password];
  const children: ChildProcess[] = [];
  const start = (script: 'device' | 'devices', args: string[]): RunningCommand => {
    const entry = join(import.meta.dirname, `../../../../local/device/${script}.ts`);
    const child = spawn(process.execPath, [entry, ...args, ...common], { stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, text }));
    return {
      text: () => text,
      says: (what) =>
        eventually(async () => {
          if (!(typeof what === 'string' ? text.includes(what) : what.test(text))) {
            throw new Error(`It has not said ${what}, but:\n${text}`);
          }
        }),
      interrupt: () => void child.kill('SIGINT'),
      ended,
    };
  };
  return {
    credentials,
    /** Signs a device in without the seconds that SRP takes inside Jest. */
    signIn: async (name: string, kind: DeviceKind = 'computer'): Promise<void> => {
      const { tokens, deviceId, deviceSecret, sessionId, call } = await owner.signIn({ device: { name, kind } });
      await call('check-in', { body: { refreshToken: tokens.refresh } });
      const accessTokenEndsAt = new Date(Date.now() + 15 * 60_000).toISOString();
      credentialsFile(credentials, profileOf(name)).write({
        version: 1,
        userPoolId: run.userPoolId,
        client: 'app',
        email,
        description: { name, kind },
        device: { id: deviceId, secret: deviceSecret },
        signIn: { sessionId, accessToken: tokens.access, accessTokenEndsAt, refreshToken: tokens.refresh },
      });
    },
    device: (...args: string[]) => start('device', args),
    /** The same as the command, without the half second that a process takes to start. */
    devices: async (...args: string[]): Promise<Ended> => {
      let text = '';
      const code = await runCommandLine([...args, ...common], {
        out: (more) => void (text += more),
        err: (more) => void (text += more),
        outPaint: plainPaint,
        errPaint: plainPaint,
        signal: new AbortController().signal,
      });
      return { code, text };
    },
    close: () => {
      for (const child of children) child.kill('SIGKILL');
    },
    /** The command itself. */
    devicesCommand: (...args: string[]) => start('devices', args).ended,
  };
};
