import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { routesWithBody, validAsk } from '../../support/valid-asks.ts';

const api = await useTestApi();
const { devices } = await seedAccount(api, 1);
const [device] = devices;
const headers = { 'content-type': 'application/json' };
const open = routesWithBody.filter((name) => name !== 'confirm-sign-out' && name !== 'register-session');

const ofBytes = (bytes: number) => `{"name":"${'x'.repeat(bytes - 11)}"}`;

test.each(['register-session', ...open] as const)('%s: a body of 1 MB is refused, whatever is in it', async (name) => {
  const before = await everythingIn(api.engine);
  const megabyte = 'x'.repeat(1_000_000);
  const bodies = [
    { body: ofBytes(1_000_000) },
    { body: megabyte },
    { body: Buffer.from(megabyte).toString('base64'), isBase64Encoded: true },
    { body: '🙂'.repeat(9000) },
  ];
  for (const raw of bodies) {
    const answer = await device.call(name, { ...validAsk(name, device), raw, headers });
    expect([answer.status, answer.body.code]).toEqual([413, 'payload-too-large']);
  }
  expect(await everythingIn(api.engine)).toEqual(before);
});

test('32 KiB are taken, one byte more is not', async () => {
  const ask = (bytes: number) => device.call('check-in', { raw: { body: ofBytes(bytes) }, headers });
  expect((await ask(32 * 1024)).status).toBe(400);
  expect((await ask(32 * 1024 + 1)).status).toBe(413);
});
