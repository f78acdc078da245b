import { expect, test } from '@jest/globals';
import { breakableStore } from '../../support/breakable-store.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { edgeKey } from '../../support/test-api.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const store = breakableStore();
const api = await useTestApi({ wrapStore: store.wrap });

test('a session sees itself and its device', async () => {
  const owner = api.owner();
  const device = await owner.signIn({ device: { name: 'Laptop' }, app: { name: 'Mail' } });
  await owner.signIn({ device: { name: 'Phone' } });
  const { deviceSecret: _, ...registered } = device.registered;
  const answer = await device.call('get-session');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(registered);
  expect(answer.body.device.current).toBe(true);
});

test('last seen is written at most once in five minutes, with the place if it is known', async () => {
  const { devices } = await seedAccount(api, 1);
  const [device] = devices;
  const lastSeen = async (headers: Record<string, string> = {}) => {
    await device.call('check-in', { headers });
    const { body } = await device.call('get-session');
    expect(body.session.lastSeenAt).toBe(body.device.lastSeenAt);
    expect(body.device.sessions[0].lastSeenAt).toBe(body.session.lastSeenAt);
    return body.device;
  };
  const registered = (await lastSeen()).lastSeenAt;
  api.clock.advance(290);
  expect((await lastSeen()).lastSeenAt).toBe(registered);
  api.clock.advance(15);
  const { lastSeenAt: noted, lastPlace } = await lastSeen({
    'x-origin-key': edgeKey,
    'cloudfront-viewer-country': 'DE',
  });
  expect(Date.parse(noted) - Date.parse(registered)).toBeGreaterThanOrEqual(305_000);
  expect(lastPlace).toEqual({ country: 'DE' });
  api.clock.advance(290);
  expect((await lastSeen({ 'x-origin-key': edgeKey, 'cloudfront-viewer-country': 'FR' })).lastPlace).toEqual({
    country: 'DE',
  });
  api.clock.advance(15);
  const later = await lastSeen();
  expect(later.lastSeenAt > noted).toBe(true);
  expect(later.lastPlace).toEqual({ country: 'DE' });
});

test('of twenty requests at once after five minutes one writes last seen', async () => {
  const { devices } = await seedAccount(api, 1);
  const [device] = devices;
  api.clock.advance(301);
  const before = store.notedSeen();
  await Promise.all(Array.from({ length: 20 }, () => device.call('check-in')));
  expect(store.notedSeen() - before).toBe(1);
});

test('a request does not fail because last seen could not be written', async () => {
  const { devices } = await seedAccount(api, 1);
  const [device] = devices;
  api.clock.advance(301);
  store.breakAt('noteSeen', new Error('the table is read-only'));
  expect((await device.call('get-session')).status).toBe(200);
  store.mend();
  expect(api.log.lines.at(-2)).toMatchObject({
    level: 'warn',
    code: 'RSO_LAST_SEEN_NOT_NOTED',
    fields: { sessionId: device.sessionId },
  });
});
