import { expect, test } from '@jest/globals';
import { makeHandler } from '../../functions/settle-sessions/handler.ts';
import { logMessages } from '../../shared/observability/log-messages.ts';
import { createLog } from '../../shared/observability/logger.ts';
import { StoreUnavailableError } from '../../shared/domain/store-unavailable-error.ts';
import { badRequests } from '../support/bad-requests.ts';
import { breakableStore } from '../support/breakable-store.ts';
import { captureOutput } from '../support/capture-output.ts';
import { useTestApi } from '../support/use-test-api.ts';
import { routeNames, validAsk } from '../support/valid-asks.ts';

const output = captureOutput();
const store = breakableStore();
const log = createLog('test');
const api = await useTestApi({ wrapStore: store.wrap, log: () => log, pause: async () => {} });

test('whatever happens, no token, no origin_jti, no device secret and no e-mail address is logged', async () => {
  const owner = api.owner();
  const headers = { authorization: 'Bearer eyJhbGciOi.access-token.signature' };
  api.emails.set('eyJhbGciOi.access-token.signature', 'owner@example.com');
  const brought = {
    refreshToken: 'eyJjdHkiOi.refresh-token',
    push: { platform: 'fcm', token: 'push-token-of-device' },
  };
  const actor = await owner.signIn(brought, { headers });
  const target = await owner.signIn({ ...brought, device: { name: 'Secret name' } }, { headers });
  const untold = await owner.signIn({}, { headers });
  const secrets = [actor, target, untold].flatMap(({ token, deviceSecret }) => [
    deviceSecret,
    token['origin_jti'] ?? '',
    token['jti'] ?? '',
  ]);

  // A day of everything: what is allowed, what is not, and what breaks.
  const passing = routeNames.filter((name) => !['end-session', 'sign-out-devices'].includes(name));
  for (const name of [...passing, 'introspect'] as const) {
    await actor.call(name, { ...validAsk(name, target), headers });
    await target.call(name, { ...validAsk(name, actor), headers });
  }
  for (const { route, ask } of badRequests(routeNames).filter((_, index) => index % 7 === 0)) {
    await actor.call(route, { ...validAsk(route, target), ...ask, headers: { ...headers, ...ask.headers } });
  }
  await actor.call('check-in', { body: brought, headers });
  const claim = { device: { id: target.deviceId, secret: target.deviceSecret } };
  await api.callAs(owner.claims({ ago: 5 }), 'register-session', { body: claim, headers });
  expect((await actor.call('sign-out-device', { params: { deviceId: untold.deviceId } })).status).toBe(202);
  for (const method of ['read', 'commit', 'noteSeen', 'listDevices'] as const) {
    const quoting = `${secrets.join()} owner@example.com eyJjdHkiOi.refresh-token SESSION#${secrets[1]}`;
    for (const error of [
      new Error(quoting),
      new StoreUnavailableError(quoting, { cause: new Error(`${quoting}\n    at ${quoting}`) }),
      Object.assign(new Error(quoting), { $metadata: { quoting }, name: 'ValidationException' }),
    ]) {
      api.clock.advance(301);
      store.breakAt(method, error);
      for (const name of ['check-in', 'list-devices', 'update-device', 'register-session'] as const) {
        await actor.call(name, { ...validAsk(name, target), headers });
        await target.call(name, { ...validAsk(name, target), headers });
        await untold.call(name, { ...validAsk(name, target), headers });
      }
      const broken = makeHandler({
        world: api.world,
        log,
        readStreamRecord: () => {
          throw error;
        },
      });
      await broken({ Records: [{ eventID: 'event' }] });
    }
    store.mend();
  }
  await actor.call('end-session', { headers });
  await actor.call('check-in', { headers });

  const text = output.taken();
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.length).toBeGreaterThan(150);
  for (const secret of [...secrets, 'access-token', 'refresh-token', 'push-token', 'example.com', 'Secret name']) {
    expect([secret, lines.filter((line) => JSON.stringify(line).includes(secret))]).toEqual([secret, []]);
  }
  for (const line of lines) expect(Object.keys(logMessages)).toContain(line['code']);
  expect(new Set(lines.map(({ code }) => code))).toEqual(
    new Set([
      'RSO_REQUEST',
      'RSO_INTERNAL_ERROR',
      'RSO_UNAVAILABLE',
      'RSO_LAST_SEEN_NOT_NOTED',
      'RSO_RECEIPT_NOT_NOTED',
      'RSO_RECORD_FAILED',
    ]),
  );
});

test('a request is one line, with the public ids and the code of its problem', async () => {
  const owner = api.owner();
  const device = await owner.signIn();
  output.taken();
  await device.call('check-in');
  await device.call('get-device', { params: { deviceId: 'none' } });
  const lines = output
    .taken()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const { sessionId, deviceId } = device;
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'INFO',
      service: 'test',
      code: 'RSO_REQUEST',
      route: 'check-in',
      status: 200,
      sessionId,
      deviceId,
    }),
    expect.objectContaining({ code: 'RSO_REQUEST', route: 'get-device', status: 404, problem: 'not-found', sessionId }),
  ]);
});
