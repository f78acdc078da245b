import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { routeNames, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const { devices } = await seedAccount(api, 1);
const [device] = devices;

const tokens: [string, Record<string, string | undefined>][] = [
  ['an ID token', { token_use: 'id' }],
  ['a token of unknown use', { token_use: 'refresh' }],
  ['a token that does not say its use', { token_use: undefined }],
  ['a token of nobody', { sub: undefined }],
  ['a token with an empty subject', { sub: '' }],
  ['a token of no client', { client_id: undefined }],
  ...[undefined, '', 'yesterday', '-1', '0', '1.5', 'NaN', 'Infinity', '1e400', '9007199254740993', '[1]'].map(
    (authTime): [string, Record<string, string | undefined>] => [`auth_time ${authTime}`, { auth_time: authTime }],
  ),
];

test.each(routeNames)('%s: a token that is not an access token of a sign-in is refused', async (name) => {
  const before = await everythingIn(api.engine);
  for (const [, claims] of tokens) {
    const given = Object.entries({ ...device.token, ...claims }).filter(([, value]) => value !== undefined);
    const answer = await api.callAs(Object.fromEntries(given) as Record<string, string>, name, validAsk(name, device));
    expect([claims, answer.status, answer.body.code]).toEqual([claims, 401, 'invalid-token']);
  }
  expect(await everythingIn(api.engine)).toEqual(before);
});

test.each(['unknown-client', '__proto__', 'constructor', 'toString'])(
  'a sign-in at the app client "%s", which is not allowed, is not registered',
  async (clientId) => {
    const owner = api.owner();
    const answer = await api.callAs(owner.claims({ clientId }), 'register-session');
    expect([answer.status, answer.body.code]).toEqual([401, 'invalid-token']);
  },
);
