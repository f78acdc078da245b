import { expect, test } from '@jest/globals';
import type { RouteName } from '../../../shared/contracts/routes.ts';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { routesWithDevice, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const mine = await seedAccount(api, 1);
const theirs = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
const [me] = mine.devices;
const [active, signedOut] = theirs.devices;
const nobody = { deviceId: 'dev_00000000000000000000000000', sessionId: 'ses_00000000000000000000000000' };

const ask = (name: RouteName, target: { deviceId: string; sessionId: string }) => me.call(name, validAsk(name, target));

test.each(routesWithDevice)(
  "%s: someone else's device is answered byte for byte as one that does not exist",
  async (name) => {
    const before = await everythingIn(api.engine);
    const unknown = await ask(name, nobody);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not-found']);
    for (const target of [active, signedOut]) {
      const foreign = await ask(name, target);
      expect(foreign.text).toBe(unknown.text);
      expect(foreign.headers).toEqual(unknown.headers);
    }
    expect(await everythingIn(api.engine)).toEqual(before);
  },
);

test('a session of someone else, of another device or unknown is answered as one that does not exist', async () => {
  const { deviceId } = me;
  const second = await mine.owner.signIn();
  const unknown = await ask('sign-out-session', { deviceId, sessionId: nobody.sessionId });
  expect(unknown.status).toBe(404);
  for (const sessionId of [active.sessionId, second.sessionId]) {
    expect((await ask('sign-out-session', { deviceId, sessionId })).text).toBe(unknown.text);
  }
  expect((await ask('sign-out-session', { ...nobody, sessionId: me.sessionId })).text).toBe(unknown.text);
  expect((await second.call('check-in')).status).toBe(200);
});

const notIds = [
  '',
  'dev_',
  'x',
  '*',
  '../META',
  'META',
  'dev_01',
  `dev_${'0'.repeat(25)}`,
  `dev_${'0'.repeat(27)}`,
  `dev_${'0'.repeat(5000)}`,
  `DEV_${'0'.repeat(26)}`,
  `dev_${'I'.repeat(26)}`,
  `ses_${'0'.repeat(26)}`,
  `dev_${'0'.repeat(26)}\n`,
  ` dev_${'0'.repeat(26)}`,
  `dev_${'0'.repeat(25)}\u0000`,
  `dev_${'٠'.repeat(26)}`,
  '__proto__',
  'dev_\ud800',
];

test.each(routesWithDevice)('%s: what is not an id is not there', async (name) => {
  const unknown = await ask(name, nobody);
  for (const id of [...notIds, me.deviceId.toUpperCase(), `${me.deviceId}x`, me.deviceId.slice(0, -1)]) {
    const answer = await ask(name, { ...me, deviceId: id });
    expect([id, answer.text]).toEqual([id, unknown.text]);
  }
});

test('what is not the id of a session is not there', async () => {
  for (const sessionId of ['', 'x', '__proto__', 'constructor', me.deviceId, `${me.sessionId} `]) {
    expect((await ask('sign-out-session', { ...me, sessionId })).status).toBe(404);
  }
  expect((await me.call('check-in')).status).toBe(200);
});
