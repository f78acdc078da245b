import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Claims = Record<string, unknown>;

export type TokenIssuer = Awaited<ReturnType<typeof startTokenIssuer>>;

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const makeKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  return {
    kid,
    privateKey,
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
  };
};

/** What stands for a user pool: signs any claims, and publishes its keys on loopback as Cognito does. */
export const startTokenIssuer = async () => {
  const userPoolId = 'us-east-1_Test00001';
  const path = `/${userPoolId}/.well-known/jwks.json`;
  let key = makeKey();
  /** What is answered to whoever asks for the keys, in the place of the keys. */
  let answer: { status: number; body: string } | undefined;
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    const keys = { status: 200, body: JSON.stringify({ keys: [key.jwk] }) };
    const published = answer ?? keys;
    const { status, body } =
      request.url === '/elsewhere' ? keys : request.url === path ? published : { status: 404, body: '' };
    response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' });
    response.end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    userPoolId,
    issuer: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`,
    jwksUri: `http://127.0.0.1:${port}${path}`,
    /** How often the keys were asked for. */
    asked: () => asked,
    publicKey: () => key.pem,
    sign: (claims: Claims, header: Claims = {}): string => {
      const content = `${encode({ kid: key.kid, alg: 'RS256', ...header })}.${encode(claims)}`;
      return `${content}.${sign('RSA-SHA256', Buffer.from(content), key.privateKey).toString('base64url')}`;
    },
    rotate: () => {
      key = makeKey();
    },
    answerWith: (given: typeof answer) => {
      answer = given;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
