import { afterEach, expect, test } from '@jest/globals';
import { makeHandler } from '../../../functions/authorize-session/handler.ts';
import { cognitoTokenVerifier } from '../../../shared/adapters/cognito/token-verifier.ts';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';
import { authorizerEvents } from '../../support/authorizer-events.ts';
import { breakableStore } from '../../support/breakable-store.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap });
const handler = makeHandler({
  tokens: cognitoTokenVerifier({ ...api.pool, clientIds: ['demo-client'], now: api.clock.now }),
  store: api.world.store,
  now: api.clock.now,
  log: api.log,
});
const { devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
const headers = devices.map(({ token }) => `Bearer ${api.accessToken(token)}`);
const secret = String(devices[0].token['origin_jti']);
afterEach(() => {
  store.mend();
  api.pool.answerWith(undefined);
});

/** For the live session and the ended one, by every kind of API: what is thrown at API Gateway, which answers 500. */
const thrown = async () => {
  const events = headers.flatMap((header) => Object.values(authorizerEvents(header)));
  const results = await Promise.allSettled(events.map((event) => handler(event)));
  return [...new Set(results.map((result) => (result.status === 'rejected' ? String(result.reason) : 'an answer')))];
};
const failed = ['Error: The session could not be checked'];

test('where the keys of the pool cannot be read, nobody is let through', async () => {
  api.pool.answerWith({ status: 500, body: '' });
  expect(await thrown()).toEqual(failed);
});

test.each([
  new StoreUnavailableError(`SESSION#${secret}`),
  new Error(`SESSION#${secret}`),
  new TypeError('x is undefined'),
])('where the session cannot be read, nobody is let through: %#', async (error) => {
  store.breakAt('read', error);
  expect(await thrown()).toEqual(failed);
});

test('what is thrown at Lambda, which logs it, quotes nothing of the error behind it', async () => {
  store.breakAt('read', new Error(`SESSION#${secret}`));
  const [event] = Object.values(authorizerEvents(headers[0] ?? ''));
  const error: unknown = await handler(event ?? {}).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  const { message, stack, cause } = error as Error;
  expect(`${message} ${stack}`).not.toContain(secret);
  expect(cause).toBeUndefined();
  expect(api.log.lines.at(-1)).toMatchObject({ level: 'error', code: 'RSO_UNAVAILABLE' });
});

test('where the table is away, nobody is let through', async () => {
  await api.engine.stop();
  expect(await thrown()).toEqual(failed);
});
