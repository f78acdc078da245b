import { expect, test } from '@jest/globals';
import { seedAccount } from '../../support/seed-account.ts';
import type { Ask } from '../../support/test-api.ts';
import { useTestApi } from '../../support/use-test-api.ts';
import { pagedRoutes } from '../../support/valid-asks.ts';

const api = await useTestApi();
const mine = await seedAccount(api, 3);
const theirs = await seedAccount(api, 3);
const [me, second] = mine.devices;
const [them] = theirs.devices;
// Each device has two things to tell, so that each history has two pages.
for (const { deviceId } of [me, second]) {
  await me.call('update-device', { params: { deviceId }, body: { name: 'Renamed' } });
}
await them.call('update-device', { params: { deviceId: them.deviceId }, body: { name: 'Renamed' } });

type Paged = (typeof pagedRoutes)[number];
const asking = (name: Paged, deviceId = me.deviceId): Ask =>
  name === 'list-device-activity' ? { params: { deviceId } } : {};
const withQuery = (ask: Ask, query: Record<string, string>): Ask => ({ ...ask, query: { ...ask.query, ...query } });
const cursorOf = async (who: typeof me, name: Paged, ask: Ask = asking(name, who.deviceId)): Promise<string> => {
  const { body } = await who.call(name, withQuery(ask, { limit: '1' }));
  expect(body.nextCursor).toEqual(expect.any(String));
  return body.nextCursor;
};
/** Those of the cursors that are not refused as such. */
const notRefused = async (name: Paged, cursors: string[], ask: Ask = asking(name)): Promise<string[]> => {
  const taken: string[] = [];
  for (const cursor of cursors) {
    const { status, body } = await me.call(name, withQuery(ask, { cursor }));
    if (status !== 400 || body.errors[0].pointer !== '#/cursor') taken.push(cursor);
  }
  return taken;
};

test.each(pagedRoutes)('%s: its own cursor is taken, with any limit', async (name) => {
  const cursor = await cursorOf(me, name);
  for (const limit of ['1', '100']) {
    expect((await me.call(name, withQuery(asking(name), { cursor, limit }))).status).toBe(200);
  }
});

test.each(pagedRoutes)('%s: a cursor of another account is refused', async (name) => {
  expect(await notRefused(name, [await cursorOf(them, name)])).toEqual([]);
});

test.each(pagedRoutes)('%s: a cursor of another list is refused', async (name) => {
  const others = pagedRoutes.filter((one) => one !== name);
  expect(await notRefused(name, await Promise.all(others.map((other) => cursorOf(me, other))))).toEqual([]);
});

test('a cursor of the same list with another selection is refused', async () => {
  const ofAll = await cursorOf(me, 'list-devices', { query: { state: 'all' } });
  const ofActive = await cursorOf(me, 'list-devices');
  expect(await notRefused('list-devices', [ofAll])).toEqual([]);
  expect(await notRefused('list-devices', [ofAll, ofActive], { query: { state: 'signed-out' } })).toEqual([]);
  const ofSecond = await cursorOf(me, 'list-device-activity', asking('list-device-activity', second.deviceId));
  expect(await notRefused('list-device-activity', [ofSecond])).toEqual([]);
});

test.each(pagedRoutes)('%s: a cursor that was changed in any one of its characters is refused', async (name) => {
  const cursor = await cursorOf(me, name);
  const changed = Array.from(
    cursor,
    (was, at) => cursor.slice(0, at) + (was === 'A' ? 'B' : 'A') + cursor.slice(at + 1),
  );
  expect(await notRefused(name, changed)).toEqual([]);
});

test.each(pagedRoutes)(
  '%s: a cursor that is cut short, made longer or nothing of the kind is refused',
  async (name) => {
    const cursor = await cursorOf(me, name);
    const decoded = Buffer.from(cursor, 'base64url').toString();
    const others = [
      cursor.slice(0, -1),
      cursor.slice(0, 40),
      cursor.slice(0, 1),
      cursor.slice(1),
      `${cursor}A`,
      `${cursor}=`,
      ` ${cursor}`,
      cursor.repeat(2),
      decoded,
      Buffer.from(`${decoded}.more`).toString('base64url'),
      Buffer.from('META.').toString('base64url'),
      Buffer.from('.').toString('base64url'),
      'undefined',
      '__proto__',
      '{}',
      '🙂',
      '\0',
      '\ud800',
    ];
    expect(await notRefused(name, others)).toEqual([]);
  },
);
