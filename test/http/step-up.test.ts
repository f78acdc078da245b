import { expect, test } from '@jest/globals';
import { requireRecentAuthentication } from '../../shared/http/step-up.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const aged = (seconds: number) => () => {
  const principal = { accountId: 'a', key: 'k', clientId: 'c', issuedAt: 0, authTime: now.getTime() / 1000 - seconds };
  requireRecentAuthentication({ principal }, 900, now);
};

test('an authentication of exactly the longest age is recent, one a second older is not', () => {
  expect(aged(900)).not.toThrow();
  expect(aged(0)).not.toThrow();
  expect(aged(-5)).not.toThrow();
  expect(aged(901)).toThrow('step-up-required');
});
