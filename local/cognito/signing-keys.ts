import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

/** A key that signs one kind of token. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** A public key as a JSON Web Key (RFC 7517). A type, not an interface, so that verifiers take it as JSON. */
export type PublicKey = {
  alg: 'RS256';
  e: string;
  kid: string;
  kty: 'RSA';
  n: string;
  use: 'sig';
};

/** Two keys, as at Cognito: a verifier that takes the first one for every token fails here too. */
export interface SigningKeys {
  id: SigningKey;
  access: SigningKey;
  /** For answers about users that do not exist: made up, and yet the same each time. */
  pepper: Buffer;
}

const privateJwk = z.looseObject({ kty: z.literal('RSA'), kid: z.string() });
const keyFile = z.object({ id: privateJwk, access: privateJwk, pepper: z.string() });
type KeyFile = z.infer<typeof keyFile>;

/** Read the keys of this state folder, or make them at the first start; only this user may read the file. */
export async function loadSigningKeys(stateFolder: string): Promise<SigningKeys> {
  const path = join(stateFolder, 'cognito-signing-keys.json');
  const file = existsSync(path) ? keyFile.parse(JSON.parse(readFileSync(path, 'utf8'))) : await makeKeyFile(path);
  return { id: signingKey(file.id), access: signingKey(file.access), pepper: Buffer.from(file.pepper, 'base64url') };
}

/** What `/.well-known/jwks.json` answers: the ID token's key, then the access token's. */
export function publicKeySet(keys: SigningKeys): { keys: PublicKey[] } {
  return {
    keys: [keys.id, keys.access].map(({ kid, publicKey }) => {
      const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
      return { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' };
    }),
  };
}

async function makeKeyFile(path: string): Promise<KeyFile> {
  const [id, access] = await Promise.all([makeKey(), makeKey()]);
  const file: KeyFile = { id, access, pepper: randomBytes(32).toString('base64url') };
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  // Renamed when it is whole: a kill in between leaves no half a key behind.
  const draft = `${path}.${process.pid}.draft`;
  const descriptor = openSync(draft, 'w', 0o600);
  writeSync(descriptor, JSON.stringify(file));
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(draft, path);
  return file;
}

async function makeKey(): Promise<KeyFile['id']> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'RSA', kid: randomBytes(32).toString('base64') };
}

function signingKey(jwk: KeyFile['id']): SigningKey {
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  return { kid: jwk.kid, privateKey, publicKey: createPublicKey(privateKey) };
}
