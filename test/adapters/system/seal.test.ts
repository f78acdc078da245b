import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { seal, unseal } from '../../../shared/adapters/system/seal.ts';

const secret = randomBytes(32).toString('base64url');

test('what is sealed is read with its secret in its place, and looks different each time', () => {
  const text = 'a token, é 🍳';
  expect(unseal(seal(text, secret, 'here'), secret, 'here')).toBe(text);
  expect(seal(text, secret, 'here')).not.toEqual(seal(text, secret, 'here'));
  expect(seal(text, secret, 'here').includes('token')).toBe(false);
});

/** As OpenSSL says it, and where what is left is too short to be sealed at all. */
const tampered = /authenticat|[Ii]nvalid/;

test('nobody reads it with another secret, in another place, changed or cut', () => {
  const sealed = seal('a token', secret, 'here');
  expect(() => unseal(sealed, `${secret}x`, 'here')).toThrow(tampered);
  expect(() => unseal(sealed, secret, 'there')).toThrow(tampered);
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(() => unseal(changed, secret, 'here')).toThrow(tampered);
    expect(() => unseal(sealed.subarray(0, index), secret, 'here')).toThrow(tampered);
  }
});
