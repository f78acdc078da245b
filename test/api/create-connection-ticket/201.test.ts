import { expect, test } from '@jest/globals';
import { everythingIn } from '../../support/account-records.ts';
import { seedAccount } from '../../support/seed-account.ts';
import { useTestApi } from '../../support/use-test-api.ts';

const api = await useTestApi();

test('a device gets the address of its connection, with a ticket in it that is good for 30 seconds', async () => {
  const { devices } = await seedAccount(api, 1);
  const before = api.clock.now().getTime();
  const { status, body } = await devices[0].call('create-connection-ticket');
  const after = api.clock.now().getTime();
  expect(status).toBe(201);
  expect(body.url).toMatch(/^wss:\/\/connections\.example\/live\?ticket=[\w-]{43}$/);
  expect(Date.parse(body.expiresAt)).toBeGreaterThanOrEqual(before + 30_000);
  expect(Date.parse(body.expiresAt)).toBeLessThanOrEqual(after + 30_000);
});

test('each ticket is another one, and none of them is in the table as it is given out', async () => {
  const { devices } = await seedAccount(api, 1);
  const answers = await Promise.all(Array.from({ length: 5 }, () => devices[0].call('create-connection-ticket')));
  const tickets = answers.map(({ body }) => String(body.url).split('ticket=')[1] ?? '');
  expect(new Set(tickets).size).toBe(5);
  const stored = JSON.stringify(await everythingIn(api.engine));
  for (const ticket of tickets) expect(stored).not.toContain(ticket);
});

test('a ticket says nothing of its session, and opens it for its own device only', async () => {
  const { devices } = await seedAccount(api, 2);
  const [first, second] = devices;
  const ticket = async ({ call }: typeof first) =>
    String((await call('create-connection-ticket')).body.url).split('ticket=')[1] ?? '';
  const [ofFirst, ofSecond] = [await ticket(first), await ticket(second)];
  expect(await api.connections.takeTicket(ofFirst)).toMatchObject({ key: first.token['origin_jti'] });
  expect(await api.connections.takeTicket(ofSecond)).toMatchObject({ key: second.token['origin_jti'] });
});
