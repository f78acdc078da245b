import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainPaint } from '../../../local/device/terminal/paint.ts';
import { deadLetters } from '../../../local/redrive/dead-letters.ts';
import { parseRedriveOptions, redriveHelp } from '../../../local/redrive/redrive-options.ts';
import { runRedrive } from '../../../local/redrive/run-redrive.ts';
import { freePort } from '../../support/free-port.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redrive-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = async (...args: string[]) => {
  let text = '';
  const write = (more: string): void => void (text += more);
  return { code: await runRedrive(args, { out: write, err: write, paint: plainPaint }), text };
};
/** As from a shell: what a socket says reaches the SDK as it is only outside of Jest. */
const runProcess = async (...args: string[]) => {
  const entry = join(import.meta.dirname, '../../../local/redrive/redrive.ts');
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code: code as number | null, text };
};
const outputs = (content: unknown): string => {
  const file = join(folder, 'outputs.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

describe('the flags of npm run redrive', () => {
  test('the running local product is meant, unless a stage is named', () => {
    expect(parseRedriveOptions([])).toMatchObject({ name: undefined, outputs: '.local/outputs.json', most: Infinity });
    expect(parseRedriveOptions('alert-owner --stage prod --max 5 --dry-run'.split(' '))).toEqual({
      help: false,
      name: 'alert-owner',
      stage: 'prod',
      outputs: 'outputs.json',
      dryRun: true,
      most: 5,
    });
  });

  test.each([
    [['nope'], 'Nothing here is called "nope". Choose one of publish-events'],
    [['alert-owner', 'revoke-tokens'], 'one queue at a time'],
    [['--max', '0'], '--max is a whole number above 0'],
    [['--nope'], "Unknown option '--nope'"],
    [['--stage', 'nope'], 'There is no stage "nope". Choose one of local, dev, prod'],
  ])('%j is refused with a sentence, as wrong usage', async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, text: expect.stringContaining(message) });
  });

  test('help names all whose letters can be redriven, and every flag', async () => {
    expect(await run('--help')).toEqual({ code: 0, text: `${redriveHelp}\n` });
    for (const name of deadLetters) expect(redriveHelp).toContain(name);
    for (const flag of ['--dry-run', '--max', '--stage', '--outputs']) expect(redriveHelp).toContain(flag);
  });
});

describe('what cannot be done is said, with what to do next', () => {
  test('where the product does not run', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const file = outputs({
      ApiUrl: nowhere,
      UserPoolId: 'us-east-1_Local0001',
      DynamoDbEndpoint: nowhere,
      SnsEndpoint: nowhere,
      SqsEndpoint: nowhere,
      RevokeTokensDeadLettersUrl: `${nowhere}/000000000000/letters`,
      RevokeTokensQueueUrl: `${nowhere}/000000000000/queue`,
    });
    expect(await runProcess('revoke-tokens', '--outputs', file)).toEqual({
      code: 1,
      text: expect.stringMatching(/nothing listens there.*npm start/s),
    });
    expect(await run('notify-device', '--outputs', file)).toEqual({
      code: 1,
      text: expect.stringContaining('notify-device is not part of this stage'),
    });
  });

  test('where there are no outputs, or those of something else', async () => {
    expect((await run('--outputs', join(folder, 'none'))).text).toContain('npm start');
    expect((await run('--stage', 'prod', '--outputs', join(folder, 'none'))).text).toContain(
      'npx cdk deploy -c stage=prod --outputs-file',
    );
    const file = outputs({ 'remote-sign-out-dev': { ApiUrl: 'https://a.example', UserPoolId: 'eu-west-1_A' } });
    expect((await run('--stage', 'prod', '--outputs', file)).text).toContain('The stacks in it: remote-sign-out-dev');
  });
});
