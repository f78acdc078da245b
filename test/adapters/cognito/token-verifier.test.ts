import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { cognitoTokenVerifier } from '../../../shared/adapters/cognito/token-verifier.ts';
import { StoreUnavailableError } from '../../../shared/domain/store-unavailable-error.ts';
import { forgedTokens } from '../../support/forged-tokens.ts';
import { freePort } from '../../support/free-port.ts';
import { type Claims, startTokenIssuer } from '../../support/token-issuer.ts';

const pool = await startTokenIssuer();
afterAll(() => pool.close());
beforeEach(() => pool.answerWith(undefined));

const seconds = 1_800_000_000;
const verifierOf = (given: { jwksUri?: string; at?: number } = {}) =>
  cognitoTokenVerifier({
    userPoolId: pool.userPoolId,
    clientIds: ['app', 'console'],
    jwksUri: given.jwksUri ?? pool.jwksUri,
    now: () => new Date((given.at ?? seconds) * 1000),
  });
const verifier = verifierOf();
const claims = (changed: Claims = {}): Claims => ({
  iss: pool.issuer,
  sub: 'owner',
  client_id: 'app',
  token_use: 'access',
  origin_jti: 'sign-in',
  auth_time: seconds - 600,
  iat: seconds - 600,
  exp: seconds + 300,
  ...changed,
});
const refused = { expired: 'refused' } as const;
const accepted = { expired: 'accepted' } as const;

const expectVerdict = async (kind: 'invalid' | 'unsuitable', changed: Claims) => {
  for (const age of [{}, { exp: seconds - 1 }]) {
    for (const options of [refused, accepted]) {
      expect(await verifier.verify(pool.sign(claims({ ...age, ...changed })), options)).toEqual({ kind });
    }
  }
};

describe('a token', () => {
  test('of the pool and an allowed client is valid, with its claims as they are', async () => {
    expect(await verifier.verify(pool.sign(claims()), refused)).toEqual({ kind: 'valid', claims: claims() });
    expect(await verifier.verify(pool.sign(claims({ client_id: 'console' })), accepted)).toMatchObject({
      kind: 'valid',
    });
  });

  test.each<[string, Claims]>([
    ['of another use', { token_use: 'id', aud: 'app' }],
    ['that does not say its use', { token_use: undefined }],
    ['of another client', { client_id: 'another' }],
    ['of no client', { client_id: undefined }],
    ['of a list of clients', { client_id: ['app'] }],
    ['for an audience, without a client', { client_id: undefined, aud: 'app' }],
  ])('%s is unsuitable, expired or not', (_, changed) => expectVerdict('unsuitable', changed));

  test.each<[string, Claims]>([
    ['of another pool', { iss: `${pool.issuer}x` }],
    ['of no issuer', { iss: undefined }],
    ['without an end', { exp: undefined }],
    ['whose end is text', { exp: String(seconds + 300) }],
    ['that is not valid yet', { nbf: seconds + 1 }],
  ])('%s is invalid, expired or not', (_, changed) => expectVerdict('invalid', changed));

  test('is expired from the second of its end on, if that is its only fault', async () => {
    const token = pool.sign(claims({ exp: seconds }));
    expect(await verifierOf({ at: seconds - 1 }).verify(token, refused)).toMatchObject({ kind: 'valid' });
    for (const at of [seconds, seconds + 1, seconds + 400 * 86_400]) {
      expect(await verifierOf({ at }).verify(token, refused)).toEqual({ kind: 'expired' });
    }
  });

  test('that has expired is valid to whoever accepts that', async () => {
    const token = pool.sign(claims({ exp: seconds - 400 * 86_400 }));
    expect(await verifier.verify(token, accepted)).toMatchObject({ kind: 'valid', claims: { sub: 'owner' } });
  });

  test.each(Object.entries(forgedTokens(pool.sign(claims()), pool.publicKey())))('%s is invalid', async (_, forged) => {
    expect(await verifier.verify(forged, refused)).toEqual({ kind: 'invalid' });
    expect(await verifier.verify(forged, accepted)).toEqual({ kind: 'invalid' });
  });

  test.each(['none', 'HS256', 'RS384', 'ES256', 'EdDSA', '', null, 1])(
    'may not choose its algorithm: %p',
    async (alg) => {
      expect(await verifier.verify(pool.sign(claims(), { alg }), refused)).toEqual({ kind: 'invalid' });
    },
  );

  test('can be any text at all: it is invalid, and nothing breaks', async () => {
    const [header, body, signature] = pool.sign(claims()).split('.');
    const encoded = fc.json().map((json) => Buffer.from(json).toString('base64url'));
    const part = fc.oneof(fc.string({ unit: 'binary' }), encoded, fc.constantFrom(header, body, signature));
    const texts = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('.'));
    const genuine = `${header}.${body}.${signature}`;
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        fc.pre(text !== genuine);
        expect(await verifier.verify(text, refused)).toEqual({ kind: 'invalid' });
      }),
    );
  });
});

describe('the keys', () => {
  test('are read once for all tokens that ask at the same time, and kept', async () => {
    const fresh = verifierOf();
    const before = pool.asked();
    await Promise.all(Array.from({ length: 20 }, () => fresh.verify(pool.sign(claims()), refused)));
    await fresh.verify(pool.sign(claims()), refused);
    expect(pool.asked() - before).toBe(1);
  });

  test('are read again for a token of a new key', async () => {
    const fresh = verifierOf();
    await fresh.verify(pool.sign(claims()), refused);
    pool.rotate();
    expect(await fresh.verify(pool.sign(claims()), refused)).toMatchObject({ kind: 'valid' });
  });

  test('are not asked for again and again by tokens of keys that do not exist', async () => {
    const fresh = verifierOf();
    const genuine = pool.sign(claims());
    await fresh.verify(genuine, refused);
    const before = pool.asked();
    for (const kid of ['one', 'two', 'three']) {
      expect(await fresh.verify(pool.sign(claims(), { kid }), refused)).toEqual({ kind: 'invalid' });
    }
    expect(pool.asked() - before).toBe(1);
    expect(await fresh.verify(genuine, refused)).toMatchObject({ kind: 'valid' });
  });

  const away: [string, { status: number; body: string }][] = [
    ['are refused', { status: 403, body: '{"keys":[]}' }],
    ['are not there', { status: 404, body: '' }],
    ['fail', { status: 500, body: '' }],
    ['are somewhere else', { status: 302, body: '' }],
    ['are not JSON', { status: 200, body: '<html>' }],
    ['are not a key set', { status: 200, body: '{}' }],
    ['are broken', { status: 200, body: '{"keys":[{"kid":1}]}' }],
  ];
  test.each(away)('that %s leave a token unknown: neither valid nor invalid', async (_, answer) => {
    const fresh = verifierOf();
    pool.answerWith(answer);
    await expect(fresh.verify(pool.sign(claims()), refused)).rejects.toThrow(StoreUnavailableError);
    await expect(fresh.verify(pool.sign(claims({ client_id: 'another' })), accepted)).rejects.toThrow(
      StoreUnavailableError,
    );
    pool.answerWith(undefined);
    expect(await fresh.verify(pool.sign(claims()), refused)).toMatchObject({ kind: 'valid' });
  });

  test('of a pool that is away leave a token unknown', async () => {
    const fresh = verifierOf({ jwksUri: `http://127.0.0.1:${await freePort()}/jwks.json` });
    await expect(fresh.verify(pool.sign(claims()), refused)).rejects.toThrow(StoreUnavailableError);
  });
});
