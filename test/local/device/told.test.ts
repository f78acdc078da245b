import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localOwner } from '../../support/local-owner.ts';
import { useLocalRun } from '../../support/local-run.ts';
import { eventually } from '../../support/eventually.ts';
import { makeTerminal } from './support/terminal.ts';

const run = await useLocalRun();
const folder = mkdtempSync(join(tmpdir(), 'told-'));
afterAll(() => rmSync(folder, { recursive: true }));

const opened: ReturnType<typeof makeTerminal>[] = [];
const newTerminal = async () => {
  const terminal = makeTerminal({
    run,
    owner: await localOwner(run),
    credentials: join(folder, String(opened.length)),
  });
  opened.push(terminal);
  return terminal;
};
afterAll(() => opened.forEach(({ close }) => close()));

const inOrder = (...lines: string[]) => expect.stringMatching(new RegExp(lines.join(String.raw`[\s\S]*\n.*`)));
const whole = ['✓ .* requested', '✓ .* tokens revoked at Cognito', '✓ .* the device was told', '✓ .* confirmed'];

test('a device with a connection is told over it, clears, confirms, and its owner can follow each step', async () => {
  const { device, devices, signIn } = await newTerminal();
  await signIn('Terminal');
  const laptop = device('--name', 'Work laptop', '--connect');
  await laptop.says('Connected: a sign-out will be told over this connection');
  await devices('sign-out', 'Work laptop', '--reason', 'lost');
  const followed = await devices('show', 'Work laptop', '--follow');
  const { code, text } = await laptop.ended;
  expect(code).toBe(3);
  // A check-in may be faster; what comes after it is shown as well.
  expect(text).toMatch(/← device-signed-out \(lost\), told over the open connection \d.* after the sign-out/);
  expect(text).toEqual(inOrder(String.raw`✗ Signed out by dev_.* \(lost\)`, '· Cleared its tokens', '✓ Confirmed'));
  for (const line of whole) expect(followed.text).toMatch(new RegExp(line));
  expect(followed.text).not.toContain('… waiting');
  expect((await devices('show', 'Work laptop')).text).toEqual(inOrder(...whole));
});

test.each(['fcm', 'apns', 'apns-sandbox', 'adm'])(
  'a device that takes pushes by %s is told by one',
  async (platform) => {
    const { device, devices, signIn } = await newTerminal();
    await signIn('Terminal');
    const phone = device('--name', 'Phone', '--kind', 'phone', '--push', platform);
    await phone.says('Checked in');
    await devices('sign-out', 'Phone');
    const ended = await phone.ended;
    expect(ended).toEqual({
      code: 3,
      text: inOrder(String.raw`← check-in, told by push .* \d.* after the sign-out`, '✗ Signed out by', '✓ Confirmed'),
    });
    await eventually(async () =>
      expect((await devices('show', 'Phone')).text).toMatch(/✓ .* tokens revoked[\s\S]*✓ .* pushed to the device/),
    );
  },
);

test('a device that was away for long learns of its sign-out by confirming it with its last token', async () => {
  const { device, devices, signIn, credentials } = await newTerminal();
  await signIn('Terminal');
  await signIn('Laptop');
  const file = join(credentials, 'laptop.json');
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { signIn: object };
  const longAgo = new Date(Date.now() - 60_000).toISOString();
  writeFileSync(file, JSON.stringify({ ...kept, signIn: { ...kept.signIn, accessTokenEndsAt: longAgo } }));

  await devices('sign-out', 'Laptop');
  // Its refresh token must be dead, or it would ask with a new access token.
  await eventually(async () => expect((await devices('show', 'Laptop')).text).toMatch(/✓ .* tokens revoked/));
  expect(await device('--profile', 'laptop').ended).toEqual({
    code: 3,
    text: inOrder(
      'Cognito does not renew the access token',
      '· Cleared its tokens',
      '✗ Signed out remotely while this device was away',
      '✓ Confirmed with its last access token',
    ),
  });
  expect((await devices('show', 'Laptop')).text).toEqual(inOrder(...whole));
});
