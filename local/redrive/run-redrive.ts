import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import { OutputsError } from '../device/client/read-named-outputs.ts';
import { exitCodes } from '../device/terminal/exit-codes.ts';
import type { ExitCode } from '../device/terminal/exit-codes.ts';
import { explain } from '../device/terminal/explain.ts';
import type { Paint } from '../device/terminal/paint.ts';
import { awsFailureText } from './aws-failure-text.ts';
import { clientSettings } from './client-settings.ts';
import { isStreamReader, outputsOf } from './dead-letters.ts';
import type { DeadLetters } from './dead-letters.ts';
import { letterBox } from './letters.ts';
import { listLetters } from './list-letters.ts';
import { concerns, loadHandler } from './load-handler.ts';
import { localStreamArn } from './local-stream-arn.ts';
import { moveLetters } from './move-letters.ts';
import { openPlace } from './place.ts';
import type { Place } from './place.ts';
import { parseRedriveOptions, redriveHelp } from './redrive-options.ts';
import type { Redriven, RedriveRun } from './redriven.ts';
import { rerunRecords } from './rerun-records.ts';

export interface RedriveStreams {
  out: (text: string) => void;
  err: (text: string) => void;
  paint: Paint;
}

/** Does what a command line of `npm run redrive` says, from reading it to the exit code. */
export const runRedrive = async (args: string[], { out, err, paint }: RedriveStreams): Promise<ExitCode> => {
  const say = (text: string): void => out(`${text}\n`);
  const complain = (text: string): void => err(`${text}\n`);
  try {
    const { help, name, stage, outputs, dryRun, most } = parseRedriveOptions(args);
    if (help) {
      say(redriveHelp);
      return exitCodes.done;
    }
    const place = openPlace(outputs, stage);
    const sqs = new SQSClient({ ...clientSettings(place), ...(place.endpoints && { endpoint: place.endpoints.sqs }) });
    try {
      if (name === undefined) {
        say(await listLetters(sqs, place, paint));
        return exitCodes.done;
      }
      const run = {
        most,
        dryRun,
        say: (text: string) => say(`  ${text}`),
        complain: (text: string) => complain(`  ${text}`),
      };
      const redriven = await redrive(name, place, sqs, run);
      say(summary(name, redriven, dryRun, paint));
      return redriven.kept === 0 ? exitCodes.done : exitCodes.failed;
    } finally {
      sqs.destroy();
    }
  } catch (error) {
    const known = awsFailureText(error);
    const { message, exitCode } = known
      ? { message: known, exitCode: exitCodes.failed }
      : explain(error, 'npm run redrive -- --help');
    complain(`${paint.bad('✗')} ${message}`);
    return exitCode;
  }
};

const redrive = async (name: DeadLetters, place: Place, sqs: SQSClient, run: RedriveRun): Promise<Redriven> => {
  const { letters, queue } = outputsOf(name);
  const lettersUrl = place.optional(letters);
  if (lettersUrl === undefined)
    throw new OutputsError(`${name} is not part of this stage: see its settings in infra/config.ts.`);
  const box = letterBox(sqs, lettersUrl);
  if (!isStreamReader(name)) return moveLetters(box, place.required(queue), run);
  const endpoint = place.endpoints?.dynamodb;
  const streams = new DynamoDBStreamsClient({ ...clientSettings(place), ...(endpoint && { endpoint }) });
  const handler = () => loadHandler(name, place);
  const streamArnOf = async (named: string) => (endpoint === undefined ? named : localStreamArn(streams, named));
  try {
    return await rerunRecords({
      ...run,
      box,
      streams,
      streamArnOf,
      region: place.region,
      concerns: concerns[name],
      handler,
    });
  } finally {
    streams.destroy();
  }
};

const summary = (name: DeadLetters, { done, kept }: Redriven, dryRun: boolean, paint: Paint): string => {
  if (done + kept === 0) return `${paint.good('✓')} ${name} has no dead letters`;
  const letters = (count: number): string => (count === 1 ? '1 letter' : `${count} letters`);
  const verb = isStreamReader(name) ? 'done again' : `given back to ${name}`;
  const stayed = kept > 0 ? `; ${letters(kept)} had to stay, as said above` : '';
  if (dryRun) return `${paint.wait('·')} ${letters(done)} would be ${verb}${stayed}. Nothing was done`;
  return `${kept === 0 ? paint.good('✓') : paint.bad('✗')} ${letters(done)} ${verb}${stayed}`;
};
