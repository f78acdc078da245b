import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { joseLinkSigner } from '../../../shared/adapters/jose/link-signer.ts';
import { joseLinkVerifier } from '../../../shared/adapters/jose/link-verifier.ts';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';

const key = 'k'.repeat(64);
let time = Date.parse('2026-11-22T12:00:00.000Z');
const now = () => new Date(time);
/** Those who sign links and those who are shown them, with the same key. */
const withKey = (readKey: () => Promise<string>) => ({
  ...joseLinkSigner(readKey),
  ...joseLinkVerifier(readKey, { now }),
});
const tokens = withKey(async () => key);
const link = {
  accountId: '8f1f7a1e-4c36-4a55-9f0a-1c2d3e4f5a6b',
  reviewId: `rev_${'0'.repeat(25)}1`,
  expiresAt: '2026-12-23T12:00:00.000Z',
} as const;
const token = await tokens.sign('review', link);
const invalid = { kind: 'invalid' };

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const exp = Date.parse(link.expiresAt) / 1000;
const claims = { aud: 'review', sub: link.accountId, jti: link.reviewId, exp };
const macs = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' } as const;
/** A token as somebody else might make it; by default as we do. */
const made = (payload: object, header: object = { alg: 'HS256' }, mac: keyof typeof macs = 'HS256', by = key) => {
  const content = `${encode(header)}.${encode(payload)}`;
  return `${content}.${createHmac(macs[mac], by).update(content).digest('base64url')}`;
};

test('what was signed for a purpose is verified for it, with all that it is bound to', async () => {
  expect(await tokens.verify(token, 'review')).toEqual({ kind: 'valid', ...link });
  expect(await tokens.verify(await tokens.sign('unsubscribe', link), 'unsubscribe')).toEqual({
    kind: 'valid',
    ...link,
  });
  expect(await tokens.verify(made(claims), 'review')).toEqual({ kind: 'valid', ...link });
});

test('a link for one purpose is nothing for the other', async () => {
  expect(await tokens.verify(token, 'unsubscribe')).toEqual(invalid);
  expect(await tokens.verify(await tokens.sign('unsubscribe', link), 'review')).toEqual(invalid);
});

test('accounts of any name are told apart', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), async (accountId) => {
      const verified = await tokens.verify(await tokens.sign('review', { ...link, accountId }), 'review');
      expect(verified).toEqual({ kind: 'valid', ...link, accountId });
    }),
  );
});

test('a link is good until the second of its end, and not in it', async () => {
  time = exp * 1000 - 1;
  expect((await tokens.verify(token, 'review')).kind).toBe('valid');
  time = exp * 1000;
  expect(await tokens.verify(token, 'review')).toEqual({ kind: 'expired' });
  time = Date.parse('2026-11-22T12:00:00.000Z');
});

test('what has expired and was never ours is not called expired', async () => {
  time = exp * 1000 + 5000;
  expect(await tokens.verify(`${token.slice(0, -3)}AAA`, 'review')).toEqual(invalid);
  expect(await tokens.verify(token, 'unsubscribe')).toEqual(invalid);
  time = Date.parse('2026-11-22T12:00:00.000Z');
});

test('a link with any one of its characters changed is nothing', async () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0ü';
  for (let position = 0; position < token.length; position++) {
    const was = token[position];
    for (const other of position < token.length - 2 ? ['A', 'b', '.', ' ', 'ü'] : Array.from(alphabet)) {
      if (other === was) continue;
      const changed = token.slice(0, position) + other + token.slice(position + 1);
      expect([position, other, await tokens.verify(changed, 'review')]).toEqual([position, other, invalid]);
    }
  }
});

test('a link with any byte of it changed, taken out or put in is nothing', async () => {
  const bytes = Buffer.from(token);
  const anyChange = fc.tuple(
    fc.nat({ max: bytes.length - 1 }),
    fc.nat({ max: 255 }),
    fc.constantFrom('set', 'add', 'cut'),
  );
  await fc.assert(
    fc.asyncProperty(anyChange, async ([at, byte, how]) => {
      const put = how === 'cut' ? [] : [byte];
      const rest = bytes.subarray(how === 'add' ? at : at + 1);
      const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), rest]).toString('latin1');
      fc.pre(changed !== token);
      expect(await tokens.verify(changed, 'review')).toEqual(invalid);
    }),
    { numRuns: 500 },
  );
});

test('what is no token at all is nothing, whatever it is', async () => {
  const parts = token.split('.');
  const others = ['', '.', '..', '...', parts[0], parts.slice(0, 2).join('.'), `${token}.`, `.${token}`, `${token} `];
  for (const other of [...others, ` ${token}`, `${token}.${token}`, 'null', '{}', '__proto__', 'x'.repeat(100_000)]) {
    expect(await tokens.verify(other ?? '', 'review')).toEqual(invalid);
  }
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      expect(await tokens.verify(text, 'review')).toEqual(invalid);
    }),
  );
});

test('only our key and our algorithm count, whatever a token says of itself', async () => {
  const others = [
    made(claims, { alg: 'HS256' }, 'HS256', 'K'.repeat(64)),
    made(claims, { alg: 'HS256' }, 'HS256', ''),
    made(claims, { alg: 'HS384' }, 'HS384'),
    made(claims, { alg: 'HS512' }, 'HS512'),
    made(claims, { alg: 'HS512' }),
    made(claims, { alg: 'hs256' }),
    made(claims, { alg: 'RS256' }),
    made(claims, {}),
    made(claims, { alg: 'HS256', crit: ['exp'], exp: 1 }),
    ...['none', 'None', 'NONE', ''].map((alg) => `${encode({ alg })}.${encode(claims)}.`),
    `${encode({ alg: 'none' })}.${encode(claims)}.${token.split('.')[2]}`,
  ];
  for (const other of others) expect(await tokens.verify(other, 'review')).toEqual(invalid);
});

test.each([
  ['no account', { sub: undefined }],
  ['no review', { jti: undefined }],
  ['no end', { exp: undefined }],
  ['no purpose', { aud: undefined }],
  ['an unknown purpose', { aud: 'sign-in' }],
  ['an end that is no number', { exp: '2099-01-01' }],
  ['what is no id of a review', { jti: 'rev_1' }],
  ['the id of a device', { jti: `dev_${'0'.repeat(26)}` }],
])('a token with %s is nothing, though it was signed', async (_, given) => {
  expect(await tokens.verify(made({ ...claims, ...given }), 'review')).toEqual(invalid);
});

test('a key that was changed is in force at once: what the old one signed is nothing', async () => {
  let current = key;
  const changing = withKey(async () => current);
  expect((await changing.verify(token, 'review')).kind).toBe('valid');
  current = 'n'.repeat(64);
  expect(await changing.verify(token, 'review')).toEqual(invalid);
  expect((await changing.verify(await changing.sign('review', link), 'review')).kind).toBe('valid');
});

test('without the key nothing is known of a link: that is not the same as nothing', async () => {
  const away = withKey(() => Promise.reject(new StoreUnavailableError('away')));
  await expect(away.verify(token, 'review')).rejects.toThrow(StoreUnavailableError);
  await expect(away.verify('nothing', 'review')).rejects.toThrow(StoreUnavailableError);
  await expect(away.sign('review', link)).rejects.toThrow(StoreUnavailableError);
});
