import { expect, test } from '@jest/globals';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();
const { devices } = await seedAccount(api, 1);
const [device] = devices;
const token = api.accessToken(device.token);

test.each([
  ['no token', 'token_type_hint=access_token'],
  ['nothing at all', ''],
  ['a token without a value', 'token='],
  ['a token without an equals sign', 'token'],
  ['a token under another name', `Token=${token}`],
  ['a token given twice', `token=${token}&token=${token}`],
  ['two tokens', `token=${token}&token=x`],
  ['JSON in the place of a form', JSON.stringify({ token })],
])('%s is refused with its place', async (_, body) => {
  const answer = await device.call('introspect', { raw: { body } });
  expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([400, 'invalid-request', '#/token']);
  expect(answer.text).not.toContain(token.slice(-40));
});

test('a hint given twice is refused with its place', async () => {
  const body = `token=${token}&token_type_hint=access_token&token_type_hint=access_token`;
  const answer = await device.call('introspect', { raw: { body } });
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '#/token_type_hint']);
});

test('a token in the address is refused: addresses are written into logs', async () => {
  const answer = await device.call('introspect', { query: { token } });
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
  expect(answer.text).not.toContain(token.slice(-40));
});
