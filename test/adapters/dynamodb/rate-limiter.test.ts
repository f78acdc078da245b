import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test } from '@jest/globals';
import { dynamoDbRateLimiter } from '../../../shared/adapters/dynamodb/rate-limiter.ts';
import { startTestEngine } from '../../support/engine.ts';

const engine = await startTestEngine();
afterAll(() => engine.close());
let now = new Date('2026-11-22T12:00:00.000Z');
const limiter = (action: 'registration' | 'sign-out', allowance: number) =>
  dynamoDbRateLimiter(engine.client, { table: engine.tables.sessions, action, allowance, now: () => now });

test('allows as many as it should in a minute, then says how many seconds are left of it', async () => {
  const three = limiter('registration', 3);
  now = new Date('2026-11-22T12:00:17.900Z');
  for (let n = 1; n <= 3; n++) expect(await three.take('first')).toEqual({ allowed: true, isLast: n === 3 });
  expect(await three.take('first')).toEqual({ allowed: false, retryAfter: 43 });
  now = new Date('2026-11-22T12:00:59.999Z');
  expect(await three.take('first')).toEqual({ allowed: false, retryAfter: 1 });
  now = new Date('2026-11-22T12:01:00.000Z');
  expect(await three.take('first')).toMatchObject({ allowed: true });
});

test('counts accounts and actions apart', async () => {
  expect(await limiter('registration', 1).take('second')).toMatchObject({ allowed: true });
  expect(await limiter('sign-out', 1).take('second')).toMatchObject({ allowed: true });
  expect(await limiter('registration', 1).take('third')).toMatchObject({ allowed: true });
  expect((await limiter('registration', 1).take('second')).allowed).toBe(false);
});

test('of fifty at once as many are allowed as should be', async () => {
  const taken = await Promise.all(Array.from({ length: 50 }, () => limiter('sign-out', 7).take('fourth')));
  expect(taken.filter(({ allowed }) => allowed)).toHaveLength(7);
});

test('its counters go away by themselves', async () => {
  const { Items: items } = await engine.client.send(new ScanCommand({ TableName: engine.tables.sessions }));
  expect(items?.length).toBeGreaterThan(3);
  for (const { sk, expiresAt } of items ?? []) {
    expect(Number(expiresAt) - Number(String(sk).split('#').at(-1))).toBe(120);
  }
});
