import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localOwner, nextSecond } from '../../support/local-owner.ts';
import { useLocalRun } from '../../support/local-run.ts';
import { makeTerminal } from './support/terminal.ts';

const run = await useLocalRun();
const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
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

const time = String.raw`\d\d:\d\d:\d\d`;
const deviceId = 'dev_[0-9a-z]{26}';

/** Those lines of an output that say what happened, in order. */
const inOrder = (...lines: string[]) => expect.stringMatching(new RegExp(lines.join(String.raw`[\s\S]*\n.*`)));

test('the story of two terminals: signed in, listed, signed out, told, confirmed, shown', async () => {
  const { device, devicesCommand, credentials } = await newTerminal();
  const laptop = device('--name', 'Work laptop', '--from', 'Lisbon, PT');
  await laptop.says('Checked in');

  const listed = await devicesCommand('list');
  expect(listed.text).toMatch(/^→ {2}Terminal .* just now/m);
  expect(listed.text).toMatch(/^ {3}Work laptop +computer +Demo app +Lisbon, PT +just now +[0-9a-z]{6}$/m);

  const signedOut = await devicesCommand('sign-out', 'Work laptop', '--reason', 'lost');
  expect(signedOut).toEqual({ code: 0, text: inOrder('Signed out "Work laptop"', 'requested', 'waiting.*be told') });

  expect(await laptop.ended).toEqual({
    // There is nobody to press Enter.
    code: 3,
    text: inOrder(
      `${time}  ✓ Signed in: "Work laptop" · computer · .*Lisbon, PT`,
      `✗ Signed out by ${deviceId} at ${time} \\(lost\\)\\. It took \\d`,
      '· Cleared its tokens',
      '✓ Confirmed',
    ),
  });
  const kept = readFileSync(join(credentials, 'work-laptop.json'), 'utf8');
  expect(Object.keys(JSON.parse(kept) as object)).toEqual(expect.arrayContaining(['device']));
  expect(kept).not.toContain('refreshToken');
  expect(statSync(join(credentials, 'work-laptop.json')).mode & 0o777).toBe(0o600);

  const shown = await devicesCommand('show', 'work lap');
  expect(shown.text).toEqual(
    inOrder(
      'state +signed out',
      'Signed out by "Terminal" \\(lost\\)',
      '✓ .* requested',
      '✓ .* told',
      '✓ .* confirmed',
    ),
  );

  await nextSecond();
  const again = device('--profile', 'work-laptop', '--once');
  expect(await again.ended).toEqual({ code: 0, text: inOrder('Signed in: "Work laptop"', 'Recognised', 'Checked in') });
});

test('a device that is offline is told when it comes back, and until then its sign-out is shown as waiting', async () => {
  const { device, devices, signIn } = await newTerminal();
  await signIn('Terminal');
  const phone = device('--name', "Ada's phone", '--kind', 'phone', '--offline-for', '6s');
  await phone.says('Offline for 6 s');
  await devices('sign-out', 'ada');
  expect((await devices('show', 'ada')).text).toEqual(inOrder('signed out, waiting for it', 'waiting .* be told'));
  expect(phone.text()).not.toContain('Signed out');
  expect(await phone.ended).toEqual({ code: 3, text: inOrder('Online again', 'Signed out by', 'Confirmed') });
  expect((await devices('show', 'ada')).text).toMatch(/✓ .* the device confirmed/);
});

test('a device goes on where it was: Ctrl-C leaves it signed in, and --sign-out ends it', async () => {
  const { device } = await newTerminal();
  const tv = device('--name', 'TV', '--kind', 'tv');
  await tv.says('Checked in');
  tv.interrupt();
  expect(await tv.ended).toEqual({
    code: 0,
    text: inOrder('Left signed in. To go on: npm run device -- --profile tv'),
  });

  expect(await device('--profile', 'tv', '--once').ended).toEqual({
    code: 0,
    text: inOrder('Going on as "TV"', 'Checked in'),
  });
  expect(await device('--profile', 'tv', '--sign-out').ended).toEqual({ code: 0, text: inOrder('✓ Signed out') });
  expect((await device('--profile', 'tv', '--sign-out').ended).text).toContain('is not signed in');
});

test('at the limit of a service the device says which devices there are to choose from', async () => {
  const { device, devices, signIn } = await newTerminal();
  await signIn('Terminal');
  for (const name of ['One', 'Two']) {
    expect(await device('--name', name, '--kind', 'console', '--client', 'console', '--once').ended).toMatchObject({
      code: 0,
    });
  }
  const third = () => device('--name', 'Three', '--kind', 'console', '--client', 'console', '--once').ended;
  expect(await third()).toEqual({ code: 4, text: inOrder(`${deviceId}  "(One|Two)"`, 'Choose one and sign it out') });
  await devices('sign-out', 'One');
  expect(await third()).toMatchObject({ code: 0 });
});

test('every command does what it says', async () => {
  const { devices, signIn, credentials } = await newTerminal();
  await signIn('Laptop');
  await signIn('Tablet', 'tablet');
  await signIn('Terminal');

  expect(await devices('rename', 'laptop', '🎮 居間')).toMatchObject({
    code: 0,
    text: expect.stringContaining('"🎮 居間"'),
  });
  expect((await devices('trust', '居間')).text).toContain('trusted from now on');
  expect((await devices('distrust', '居間')).text).toContain('not trusted');
  expect((await devices('sign-out', '居間', '--app', 'demo app')).text).toContain('Signed out demo app on');
  expect((await devices('sign-out', '居間')).text).toContain('was signed out already');
  expect(await devices('forget', 'tablet')).toMatchObject({
    code: 1,
    text: expect.stringContaining('Sign it out before'),
  });
  expect((await devices('forget', '居間')).text).toContain('is forgotten');
  expect((await devices('sign-out-others')).text).toContain('Signed out every other device');
  expect((await devices('list', '--state', 'signed-out')).text).toMatch(/Tablet .* signed out, waiting for it/);
  expect((await devices('activity', '--limit', '50')).text).toEqual(
    inOrder('All others signed out', 'Forgotten', 'Renamed'),
  );

  const asJson = await devices('list', '--state', 'all', '--json');
  const { devices: listed } = JSON.parse(asJson.text) as { devices: { name: string }[] };
  expect(listed.map(({ name }) => name).toSorted()).toEqual(['Tablet', 'Terminal']);

  expect((await devices('sign-out-everywhere')).text).toContain('here too');
  expect(readFileSync(join(credentials, 'terminal.json'), 'utf8')).not.toContain('signIn');
});

test('a terminal that was signed out says so, and signs in again only when it is used again', async () => {
  const { devices, devicesCommand, signIn } = await newTerminal();
  await signIn('Laptop');
  await signIn('Terminal');
  await devices('sign-out', 'Terminal', '--as', 'laptop', '--reason', 'not-mine');
  expect(await devices('list')).toEqual({
    code: 3,
    text: inOrder('Signed out by dev_.* \\(not recognised\\)', '.*cleared'),
  });
  await nextSecond();
  expect(await devicesCommand('list')).toMatchObject({ code: 0, text: expect.stringContaining('Signed in as') });
});

test('what cannot be done is said in a sentence, with the exit code that help promises', async () => {
  const { devices, device, signIn } = await newTerminal();
  await signIn('Terminal');
  expect(await devices('show', 'nothing')).toMatchObject({
    code: 1,
    text: expect.stringContaining('There is no device "nothing"'),
  });
  expect(await devices('list', '--as', 'nobody')).toMatchObject({
    code: 2,
    text: expect.stringContaining('There is no profile'),
  });
  expect(await devices('nope')).toMatchObject({ code: 2 });
  expect(await device('--kind', 'fridge').ended).toMatchObject({ code: 2 });
  expect(await device('--outputs', join(folder, 'none'), '--help').ended).toMatchObject({ code: 0 });
});
