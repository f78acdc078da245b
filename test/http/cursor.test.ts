import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';

const scope = { accountId: 'account', query: 'list-devices?state=active' };
const position = 'dev_01hzy3v7q8w9x0a1b2c3d4e5f6';

test('a cursor gives its position back to the account and query it was made for', () => {
  expect(decodeCursor(encodeCursor(position, scope), scope)).toBe(position);
  expect(decodeCursor(undefined, scope)).toBeUndefined();
});

test('a cursor of another account or query is refused', () => {
  const cursor = encodeCursor(position, scope);
  expect(() => decodeCursor(cursor, { ...scope, accountId: 'another' })).toThrow('invalid-request');
  expect(() => decodeCursor(cursor, { ...scope, query: 'list-devices?state=all' })).toThrow('invalid-request');
  // The parts of the scope are kept apart: nothing moves from one into the other.
  const moved = { accountId: 'accountlist', query: '-devices?state=active' };
  expect(() => decodeCursor(cursor, moved)).toThrow('invalid-request');
});

test('a cursor that was changed in any one of its bits, or cut short anywhere, is refused', () => {
  const cursor = encodeCursor(position, scope);
  const bytes = Buffer.from(cursor, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(() => decodeCursor(changed.toString('base64url'), scope)).toThrow('invalid-request');
  }
  for (let length = 0; length < cursor.length; length++) {
    expect(() => decodeCursor(cursor.slice(0, length), scope)).toThrow('invalid-request');
  }
});

test('nothing but a cursor is taken for one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(() => decodeCursor(text, scope)).toThrow('invalid-request');
      expect(() => decodeCursor(Buffer.from(text).toString('base64url'), scope)).toThrow('invalid-request');
    }),
    { numRuns: 500 },
  );
});
