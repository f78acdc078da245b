import { expect, test } from '@jest/globals';
import type { RouteName } from '../../shared/contracts/routes.ts';
import { everythingIn } from '../support/account-records.ts';
import { breakableStore } from '../support/breakable-store.ts';
import { seedAccount } from '../support/seed-account.ts';
import type { SeededDevice } from '../support/seed-account.ts';
import { useTestApi } from '../support/use-test-api.ts';
import { validAsk } from '../support/valid-asks.ts';

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap, pause: async () => {} });

const changing = [
  'register-session',
  'end-session',
  'sign-out-device',
  'sign-out-session',
  'sign-out-devices',
  'update-device',
  'forget-device',
  'confirm-sign-out',
  'check-in',
  'finish-review',
  'update-settings',
] as const satisfies RouteName[];

const account = async (name: (typeof changing)[number]) => {
  const { owner, devices } = await seedAccount(api, 3, { signedOut: (index) => index === 2 });
  const [actor, target, gone]: SeededDevice[] = devices;
  if (!actor || !target || !gone) throw new Error('three devices were asked for');
  const tokens: Partial<Record<RouteName, Record<string, string>>> = {
    'register-session': owner.claims(),
    'confirm-sign-out': gone.token,
  };
  const body = name === 'check-in' ? { body: { refreshToken: 'brought' } } : {};
  const ask = { ...validAsk(name, name === 'forget-device' ? gone : target), ...body };
  return () => api.callAs(tokens[name] ?? actor.token, name, ask);
};

test.each(changing)('%s: a change that was not written is not answered as a success', async (name) => {
  const call = await account(name);
  const before = await everythingIn(api.engine);
  store.conflictAlways();
  const answer = await call();
  store.mend();
  expect(answer.status).toBe(503);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test.each(changing)('%s: what was answered as a success is there when it is read', async (name) => {
  const call = await account(name);
  const before = await everythingIn(api.engine);
  expect((await call()).status).toBeLessThan(300);
  expect(await everythingIn(api.engine)).not.toEqual(before);
});

test.each([
  'register-session',
  'sign-out-device',
  'sign-out-session',
  'update-device',
  'confirm-sign-out',
  'update-settings',
] as const)('%s: what already is as asked is a success again, and nothing is written', async (name) => {
  const call = await account(name);
  expect((await call()).status).toBeLessThan(300);
  const before = await everythingIn(api.engine);
  expect((await call()).status).toBeLessThan(300);
  expect(await everythingIn(api.engine)).toEqual(before);
});
