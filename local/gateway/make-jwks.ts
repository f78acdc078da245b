import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** The public keys of an issuer, by key id. */
export interface Jwks {
  /** Undefined when the issuer has no such key. */
  key(keyId: string): Promise<KeyObject | undefined>;
}

/** A token with an unknown key may be a forgery: it may not make us ask the issuer again and again. */
const askAgainMs = 10_000;
const keptMs = 2 * 60 * 60 * 1000;
const fetchMsMax = 1500;

/** Read the keys at `url` when they are first wanted, and again when they are old or a token names an unknown one. */
export function makeJwks(url: string): Jwks {
  let keys = new Map<string, KeyObject>();
  let askedAt = -Infinity;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    askedAt = Date.now();
    const response = await fetch(url, { signal: AbortSignal.timeout(fetchMsMax) });
    const { keys: found }: { keys: (JsonWebKey & { kid?: string })[] } = JSON.parse(await response.text());
    keys = new Map(
      found.flatMap((jwk) =>
        jwk.kty === 'RSA' && jwk.kid !== undefined
          ? [[jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })] as const]
          : [],
      ),
    );
  }

  return {
    async key(keyId) {
      const age = Date.now() - askedAt;
      if (age > keptMs || (!keys.has(keyId) && age > askAgainMs)) {
        asking ??= ask().finally(() => (asking = undefined));
      }
      await asking;
      return keys.get(keyId);
    },
  };
}
