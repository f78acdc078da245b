import { beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logMessages } from '../../shared/observability/log-messages.ts';
import { eventually } from '../support/eventually.ts';
import { requestOf } from '../support/call-route.ts';
import { localOwner, nextSecond } from '../support/local-owner.ts';
import { logsIn, secretsIn, useLocalRun } from '../support/local-run.ts';
import { send } from '../support/send.ts';

const run = await useLocalRun();
const pushToken = 'the-push-token-of-the-phone';
const requestIds: string[] = [];

/** All that a log could be tempted to quote, also when things go wrong. */
beforeAll(async () => {
  const owner = await localOwner(run);
  run.secrets.add(pushToken);
  const push = { platform: 'fcm', token: pushToken };
  const laptop = await owner.signIn();
  const tokens = await owner.authenticated();
  const registered = await owner.callAs(tokens.access)('register-session', {
    body: { refreshToken: tokens.refresh, push, device: { name: `The phone of ${owner.email}` } },
  });
  run.secrets.add(registered.body.deviceSecret);
  const phone = owner.callAs(tokens.access);
  const params = { deviceId: registered.body.device.id };
  await phone('check-in', { body: { refreshToken: await owner.refreshed(tokens), push } });
  await laptop.call('sign-out-device', { params });
  await phone('check-in');
  await phone('confirm-sign-out');
  await phone('register-session', { body: { device: { id: params.deviceId, secret: registered.body.deviceSecret } } });
  await owner.callAs(tokens.id)('check-in');
  await laptop.call('check-in', { body: { refreshToken: tokens.refresh, secret: registered.body.deviceSecret } });
  await laptop.call('list-devices', { query: { cursor: tokens.access.slice(0, 400) } });
  await laptop.call('get-device', { params: { deviceId: tokens.access } });
  await laptop.call('sign-out-devices', { body: { scope: 'everywhere' } });
  await laptop.call('check-in');
  await nextSecond();
  const back = await owner.signIn({ push, refreshToken: tokens.refresh });

  requestIds.push(...run.answers.map(({ answered }) => answered.headers['apigw-requestid'] ?? ''));
  const restarting = run.local.restartEngine();
  for (const body of [{ refreshToken: tokens.refresh }, { push }]) {
    const { headers } = await send(run.endpoint, requestOf(back.tokens.access, 'check-in', { body }));
    requestIds.push(headers['apigw-requestid'] ?? '');
  }
  await restarting;
  await eventually(async () => {
    if (logged('RSO_ACCOUNT_SETTLED').length === 0) throw new Error('the account was not settled');
  });
});

const parsed = () => run.lines.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
const logged = (code: string) => parsed().filter((line) => line['code'] === code);

test('every line is JSON, and its code is in the catalogue', () => {
  const codes = new Set(parsed().map(({ code }) => String(code)));
  expect([...codes].filter((code) => !Object.hasOwn(logMessages, code))).toEqual([]);
  expect(codes).toContain('RSO_REQUEST');
});

test('each request that reached a function gave exactly one line, under the id that its answer carries', () => {
  expect(logged('RSO_REQUEST').map((line) => line['requestId'])).toEqual(requestIds);
  expect(
    logged('RSO_REQUEST').every((line) => typeof line['status'] === 'number' && typeof line['ms'] === 'number'),
  ).toBe(true);
});

test('and one line in the access log', async () => {
  await eventually(async () => {
    const lines = readFileSync(join(run.stateFolder, 'access.log'), 'utf8').trim().split('\n');
    const ids = lines.map((line) => (JSON.parse(line) as { requestId: string }).requestId);
    expect(ids).toEqual(requestIds);
  });
});

test('nothing secret was logged: no token, origin_jti, device secret, address or password', async () => {
  expect(run.secrets.size).toBeGreaterThan(15);
  const all = logsIn(run.stateFolder) + JSON.stringify(run.lines);
  expect(secretsIn(all, run.secrets)).toEqual([]);
});

test('a secret in the logs would be found', () => {
  const [secret = ''] = run.secrets;
  expect(secretsIn(`${logsIn(run.stateFolder)} ${secret}`, run.secrets)).toEqual([secret]);
});
