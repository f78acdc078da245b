import { expect, test } from '@jest/globals';
import { deviceId, sessionId } from '../../../shared/contracts/values.ts';
import { systemWorld } from '../../../shared/adapters/system/system-world.ts';

const world = systemWorld();

test('ids are as the contract has them, never twice, and in the order of time', () => {
  const made = Array.from({ length: 5000 }, () => world.newId.device());
  expect(made.every((id) => deviceId.safeParse(id).success)).toBe(true);
  expect(sessionId.safeParse(world.newId.session()).success).toBe(true);
  expect(world.newId.activity()).toMatch(/^act_[0-9a-hjkmnp-tv-z]{26}$/);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test('a device secret has 256 random bits, and only it matches what is kept of it', () => {
  const { secret, hash } = world.secrets.create();
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(hash).not.toContain(secret);
  expect(world.secrets.matches(secret, hash)).toBe(true);
  for (const other of [world.secrets.create().secret, '', hash, `${secret}x`, secret.slice(1), '\ud800']) {
    expect(world.secrets.matches(other, hash)).toBe(false);
  }
});
