import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test.each([
  ['no token', {}],
  ['no bearer token', { authorization: 'Basic bG9jYWw6bG9jYWw=' }],
  ['an empty token', { authorization: 'Bearer ' }],
  ['what is no token', { authorization: 'Bearer not-a-token' }],
])('%s is refused as the gateway refuses it, for the gateway lets it through to here', async (_, headers) => {
  const { devices } = await seedAccount(api, 1);
  const before = await everythingIn(api.engine);
  const answer = await api.callAs(devices[0].token, 'confirm-sign-out', {
    headers: { authorization: '', ...headers },
  });
  expect([answer.status, answer.body]).toEqual([401, { message: 'Unauthorized' }]);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('a token that somebody else has signed confirms nothing', async () => {
  const { devices } = await seedAccount(api, 2);
  const [actor, target] = devices;
  await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
  const before = await everythingIn(api.engine);
  const [header, payload] = api.accessToken(target.token).split('.');
  const [, , signature] = api.accessToken(actor.token).split('.');
  const answer = await api.callAs(target.token, 'confirm-sign-out', {
    headers: { authorization: `Bearer ${header}.${payload}.${signature}` },
  });
  expect(answer.status).toBe(401);
  expect(await everythingIn(api.engine)).toEqual(before);
});
