import { type KeyObject, verify } from 'node:crypto';
import type { AuthorizerSpec } from '../template/stack.ts';
import { asText } from '../template/as-text.ts';
import type { Jwks } from './make-jwks.ts';

export type Authorization =
  | { kind: 'authorized'; claims: Record<string, string>; scopes: string[] | null }
  | { kind: 'no-token' }
  /** With what `www-authenticate` says of it. */
  | { kind: 'refused'; description: string }
  | { kind: 'insufficient-scope' };

export interface AuthorizeProps {
  headers: Readonly<Record<string, string>>;
  query: string;
  /** Of the route; a token needs one of them. */
  scopes: readonly string[];
}

export type Authorize = (props: AuthorizeProps) => Promise<Authorization>;

interface Token {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  signed: string;
  signature: Buffer;
}

/** Tokens whose signature was found good. What changes with time or settings is checked at each request. */
const verifiedMax = 2000;

/** A JWT authorizer as API Gateway documents it: RS256, issuer, audience, exp, nbf, iat, scope. */
export function makeAuthorizer(spec: AuthorizerSpec, jwks: Jwks, now: () => number = Date.now): Authorize {
  const audience = new Set(spec.audience);
  const verified = new Map<string, Token>();

  async function check(text: string): Promise<Token | string> {
    const known = verified.get(text);
    if (known !== undefined) return known;
    const token = parse(text);
    if (token === undefined) return 'the token is malformed';
    // Of the header only the key's name is used. The algorithm is ours to say: a token may not choose it.
    if (token.header['alg'] !== 'RS256') return 'signing method is invalid';
    const { kid } = token.header;
    let key: KeyObject | undefined;
    try {
      key = typeof kid === 'string' ? await jwks.key(kid) : undefined;
    } catch {
      return 'OIDC discovery endpoint communication error';
    }
    if (key === undefined) return 'unable to find a signing key that matches';
    if (!verify('RSA-SHA256', Buffer.from(token.signed), key, token.signature)) return 'signature is invalid';
    if (verified.size >= verifiedMax) verified.delete(verified.keys().next().value ?? '');
    verified.set(text, token);
    return token;
  }

  function refusal({ claims }: Token): string | undefined {
    const seconds = now() / 1000;
    const { iss, exp, nbf, iat, client_id: clientId } = claims;
    if (iss !== spec.issuer) return 'the token does not have a valid issuer';
    const audiences = [claims['aud'] ?? clientId].flat();
    if (!audiences.some((one) => typeof one === 'string' && audience.has(one))) {
      return 'the token does not have a valid audience';
    }
    if (typeof exp !== 'number' || exp <= seconds) return 'the token has expired';
    if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= seconds)) return 'the token is not valid yet';
    if (iat !== undefined && !(typeof iat === 'number' && iat <= seconds)) return 'the token was issued in the future';
    return undefined;
  }

  return async ({ headers, query, scopes }) => {
    const text = readToken(spec.identitySources, headers, query);
    if (text === undefined) return { kind: 'no-token' };
    const token = await check(text);
    if (typeof token === 'string') return { kind: 'refused', description: token };
    const description = refusal(token);
    if (description !== undefined) return { kind: 'refused', description };
    if (scopes.length > 0) {
      const has = asText(token.claims['scope'] ?? token.claims['scp'] ?? '').split(' ');
      if (!scopes.some((scope) => has.includes(scope))) return { kind: 'insufficient-scope' };
    }
    return { kind: 'authorized', claims: claimTexts(token.claims), scopes: scopes.length > 0 ? [...scopes] : null };
  };
}

function readToken(
  sources: readonly string[],
  headers: Readonly<Record<string, string>>,
  query: string,
): string | undefined {
  for (const source of sources) {
    const [, place, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
    const value = place === 'header' ? headers[name.toLowerCase()] : new URLSearchParams(query).get(name);
    if (value) return value.replace(/^bearer +/i, '');
  }
  return undefined;
}

function parse(text: string): Token | undefined {
  const [header = '', claims = '', signature = '', ...more] = text.split('.');
  if (more.length > 0 || signature === '') return undefined;
  try {
    return {
      header: parseRecord(header),
      claims: parseRecord(claims),
      signed: `${header}.${claims}`,
      signature: Buffer.from(signature, 'base64url'),
    };
  } catch {
    return undefined;
  }
}

function parseRecord(part: string): Record<string, unknown> {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  return { ...value };
}

/** API Gateway hands over every claim as text, a list as `[a b]`. */
function claimTexts(claims: Record<string, unknown>): Record<string, string> {
  const text = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
    return asText(value);
  };
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, text(value)]));
}
