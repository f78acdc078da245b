import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { routesWithBody, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const { devices } = await seedAccount(api, 1);
const [device] = devices;
const open = routesWithBody.filter((name) => name !== 'confirm-sign-out');

test.each(open)('%s: a body that does not say it is JSON is refused', async (name) => {
  const before = await everythingIn(api.engine);
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'text/json',
    'json',
    '',
  ]) {
    const answer = await device.call(name, {
      ...validAsk(name, device),
      raw: { body: '{"scope":"others","name":"Name"}' },
      headers: { 'content-type': type },
    });
    expect([type, answer.status, answer.body.code]).toEqual([type, 415, 'unsupported-media-type']);
  }
  const { body: _, ...unsaid } = validAsk(name, device);
  expect((await device.call(name, { ...unsaid, raw: { body: '{}' } })).status).toBe(415);
  expect(await everythingIn(api.engine)).toEqual(before);
});

test.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/merge-patch+json'])(
  'a body of type %s is taken',
  async (type) => {
    const answer = await device.call('check-in', { raw: { body: '{}' }, headers: { 'content-type': type } });
    expect(answer.status).toBe(200);
  },
);
