import { credentialsFile } from './client/credentials-file.ts';
import { deviceHelp } from './simulator/device-help.ts';
import { parseDeviceOptions } from './simulator/device-options.ts';
import type { DeviceOptions } from './simulator/device-options.ts';
import { runDevice } from './simulator/run-device.ts';
import { exitCodes } from './terminal/exit-codes.ts';
import { explain } from './terminal/explain.ts';
import { makeEventLog } from './terminal/make-event-log.ts';
import { paintFor } from './terminal/paint.ts';

const { stdin, stdout, stderr } = process;
const paint = paintFor(stdout);
const log = makeEventLog(stdout, paint);
const interruption = new AbortController();
// npm passes a Ctrl-C on that has already arrived: the second one must not cut the first one's work short.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());

try {
  const options = parseDeviceOptions(process.argv.slice(2));
  if (options.help) {
    stdout.write(`${deviceHelp}\n`);
  } else {
    try {
      const interactive = stdin.isTTY && stdout.isTTY;
      process.exitCode = await runDevice(options, { log, interactive, signal: interruption.signal });
    } catch (error) {
      if (interruption.signal.aborted) log.info(goodbye(options));
      else fail(error);
    }
  }
} catch (error) {
  fail(error);
}

function goodbye({ credentials, profile }: DeviceOptions): string {
  const command = `npm run device -- --profile ${profile}`;
  const isSignedIn = credentialsFile(credentials, profile).read()?.signIn !== undefined;
  return isSignedIn
    ? `Left signed in. To go on: ${command}    To sign out: ${command} --sign-out`
    : `Left signed out. To sign in again: ${command}`;
}

function fail(error: unknown): void {
  const { message, exitCode } = explain(error, 'npm run device -- --help');
  stderr.write(`${paint.bad('✗')} ${message}\n`);
  process.exitCode = exitCode ?? exitCodes.failed;
}
