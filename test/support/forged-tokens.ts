import { createHmac, generateKeyPairSync, sign } from 'node:crypto';

type Parts = Record<string, unknown>;

const encode = (part: Parts): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part = ''): Parts => JSON.parse(Buffer.from(part, 'base64url').toString()) as Parts;

/**
 * What someone may make of a good token without the pool's private key. `publicKey` is the pool's, as PEM: an
 * authorizer that lets the token choose the algorithm takes it for a shared secret.
 */
export const forgedTokens = (token: string, publicKey: string): Record<string, string> => {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signedBy = (algorithm: string, content: string): string => {
    if (algorithm === 'none') return '';
    if (algorithm === 'HS256') return createHmac('sha256', publicKey).update(content).digest('base64url');
    return sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url');
  };
  const forge = (changedHeader: Parts, changedClaims: Parts = {}): string => {
    const all = { ...decode(header), ...changedHeader };
    const content = `${encode(all)}.${encode({ ...decode(claims), ...changedClaims })}`;
    return `${content}.${signedBy(String(all['alg']), content)}`;
  };
  const anotherBit = signature.startsWith('A') ? 'B' : 'A';

  return {
    'signed with a key of their own': forge({}),
    'signed with a key of their own that the header brings along': forge({ kid: 'mine', jwk: { kty: 'RSA' } }),
    'without a signature, alg none': forge({ alg: 'none' }),
    'without a signature, alg None': `${encode({ alg: 'None' })}.${claims}.`,
    'signed with the public key as a shared secret': forge({ alg: 'HS256' }),
    'with claims of their own and the old signature': `${header}.${encode({ ...decode(claims), sub: 'somebody-else' })}.${signature}`,
    'with one bit of the signature changed': `${header}.${claims}.${anotherBit}${signature.slice(1)}`,
    'without its last characters': token.slice(0, -10),
    'without its signature': `${header}.${claims}`,
    'with an empty signature': `${header}.${claims}.`,
    'with a fourth part': `${token}.${signature}`,
    'cut off in the claims': `${header}.${claims.slice(0, 20)}`,
    'that is no token': 'garbage',
    'of three empty parts': '..',
    'whose claims are a list': `${header}.${Buffer.from('[]').toString('base64url')}.${signature}`,
    'of nothing but dots and letters': 'a.b.c',
  };
};
