import { beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Authorization, makeAuthorizer } from '../../local/gateway/authorize.ts';

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Local0001';
const now = 1_800_000_000;
const good = {
  iss: issuer,
  client_id: 'app',
  sub: 'a',
  scope: 'x y',
  iat: now - 1,
  exp: now + 60,
  'cognito:groups': ['a', 'b'],
};

let privateKey: KeyObject;
let publicKey: KeyObject;
beforeAll(() => {
  ({ privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 }));
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(claims: object, header: object = { alg: 'RS256', kid: 'k' }, key = privateKey): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}
function authorize(authorization: string | undefined, scopes: string[] = []): Promise<Authorization> {
  const spec = { issuer, audience: ['app'], identitySources: ['$request.header.Authorization'] };
  const jwks = { key: (kid: string) => Promise.resolve(kid === 'k' ? publicKey : undefined) };
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return makeAuthorizer(spec, jwks, () => now * 1000)({ headers, query: '', scopes });
}

test('a good token passes, with its claims as text', async () => {
  const claims = expect.objectContaining({ exp: String(now + 60), 'cognito:groups': '[a b]', scope: 'x y' });
  expect(await authorize(`Bearer ${token(good)}`)).toEqual({ kind: 'authorized', claims, scopes: null });
  expect(await authorize(token(good))).toMatchObject({ kind: 'authorized' });
  expect(await authorize(token({ ...good, aud: ['other', 'app'], client_id: 'no' }))).toMatchObject({
    kind: 'authorized',
  });
});

describe('a token that proves nothing is refused', () => {
  test('none at all', async () => {
    expect(await authorize(undefined)).toEqual({ kind: 'no-token' });
    expect(await authorize('')).toEqual({ kind: 'no-token' });
  });

  test('alg none, with and without a signature', async () => {
    const header = { alg: 'none', kid: 'k' };
    expect(await authorize(`${encode(header)}.${encode(good)}.`)).toMatchObject({ kind: 'refused' });
    expect(await authorize(token(good, header))).toMatchObject({ kind: 'refused' });
  });

  test('HS256 with the public key as its secret', async () => {
    const signed = `${encode({ alg: 'HS256', kid: 'k' })}.${encode(good)}`;
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const signature = createHmac('sha256', pem).update(signed).digest('base64url');
    expect(await authorize(`${signed}.${signature}`)).toMatchObject({ kind: 'refused' });
  });

  test('signed by another key, or by one that the issuer does not have', async () => {
    const other = createPrivateKey(
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    );
    expect(await authorize(token(good, undefined, other))).toMatchObject({ description: 'signature is invalid' });
    expect(await authorize(token(good, { alg: 'RS256', kid: 'x' }))).toMatchObject({ kind: 'refused' });
    expect(await authorize(token(good, { alg: 'RS256' }))).toMatchObject({ kind: 'refused' });
  });

  test('changed or cut off after signing', async () => {
    const [header, , signature] = token(good).split('.');
    expect(await authorize(`${header}.${encode({ ...good, sub: 'b' })}.${signature}`)).toMatchObject({
      kind: 'refused',
    });
    expect(await authorize(token(good).slice(0, -4))).toMatchObject({ kind: 'refused' });
    for (const rubbish of ['x', 'a.b', 'a.b.c', 'a.b.c.d', '..', `${encode([])}.${encode([])}.x`]) {
      expect(await authorize(rubbish)).toMatchObject({ kind: 'refused' });
    }
  });

  test('for someone else, from someone else', async () => {
    expect(await authorize(token({ ...good, client_id: 'other' }))).toMatchObject({
      description: 'the token does not have a valid audience',
    });
    // The client does not count when there is an audience.
    expect(await authorize(token({ ...good, aud: 'other' }))).toMatchObject({ kind: 'refused' });
    expect(await authorize(token({ ...good, iss: `${issuer}/` }))).toMatchObject({ kind: 'refused' });
  });

  test('too late or too early', async () => {
    const { exp: _exp, ...endless } = good;
    for (const claims of [
      endless,
      { ...good, exp: now },
      { ...good, exp: `${now + 60}` },
      { ...good, nbf: now + 5 },
      { ...good, iat: now + 5 },
    ]) {
      expect(await authorize(token(claims))).toMatchObject({ kind: 'refused' });
    }
  });

  test('without the scope that the route asks for', async () => {
    expect(await authorize(token(good), ['z'])).toEqual({ kind: 'insufficient-scope' });
    expect(await authorize(token(good), ['y', 'z'])).toMatchObject({ kind: 'authorized', scopes: ['y', 'z'] });
  });
});

test('a token that was good once is refused when its time is over', async () => {
  let time = now * 1000;
  const spec = { issuer, audience: ['app'], identitySources: ['$request.header.Authorization'] };
  const check = makeAuthorizer(spec, { key: () => Promise.resolve(publicKey) }, () => time);
  const props = { headers: { authorization: token(good) }, query: '', scopes: [] };
  expect(await check(props)).toMatchObject({ kind: 'authorized' });
  time += 60_000;
  expect(await check(props)).toEqual({ kind: 'refused', description: 'the token has expired' });
});
