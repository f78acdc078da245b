import { afterEach, expect, test } from '@jest/globals';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';
import { breakableStore } from '../../support/breakable-store.ts';
import { seedAccount } from '../../support/seed-account.ts';
import type { Answered } from '../../support/test-api.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap });
const { devices } = await seedAccount(api, 2, { signedOut: (index) => index === 1 });
afterEach(() => {
  store.mend();
  api.pool.answerWith(undefined);
});

/** Neither active nor inactive: not known. */
const unknown = [503, 'unavailable', '1', undefined];
const told = ({ status, body, headers }: Answered) => [status, body.code, headers['retry-after'], body.active];

test('where the keys of the pool cannot be read, no token is called inactive', async () => {
  api.pool.answerWith({ status: 500, body: '' });
  for (const device of devices) expect(told(await device.call('introspect'))).toEqual(unknown);
  expect(told(await api.callAs(api.owner().claims(), 'introspect'))).toEqual(unknown);
});

test.each([
  new StoreUnavailableError('away'),
  new Error('arn:aws:dynamodb SESSION#0123'),
  Object.assign(new Error('not authorized'), { name: 'AccessDeniedException', $fault: 'client' }),
])('where the session cannot be read, no token is called inactive: %s', async (error) => {
  store.breakAt('read', error);
  for (const device of devices) {
    const answer = await device.call('introspect');
    expect(told(answer)).toEqual(unknown);
    expect(answer.text).not.toMatch(/dynamodb|SESSION#/);
  }
});

test('where the table is away, no token is called inactive', async () => {
  await api.engine.stop();
  for (const device of devices) expect(told(await device.call('introspect'))).toEqual(unknown);
});
