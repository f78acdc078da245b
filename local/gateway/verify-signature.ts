import { createHash, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsSettings } from '../runtime/aws-settings.ts';
import { lenientDecode } from './lenient-decode.ts';
import { Sha256 } from './sha256.ts';

/** A request as it came over the wire; names of headers in lower case. */
export interface SignedRequest {
  method: string;
  rawPath: string;
  rawQuery: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | undefined;
}

/** An exception of AWS by its name, with its message. */
export interface SignatureRefusal {
  errorType:
    | 'IncompleteSignatureException'
    | 'InvalidSignatureException'
    | 'MissingAuthenticationTokenException'
    | 'UnrecognizedClientException';
  message: string;
}

/** Undefined when the request was signed with the credentials of this run. */
export type VerifySignature = (request: SignedRequest) => Promise<SignatureRefusal | undefined>;

const service = 'execute-api';
/** Either way, as AWS allows clocks to differ. */
const skewMsMax = 5 * 60 * 1000;

/** Make what checks the Signature Version 4 of requests to APIs, in the `Authorization` header. */
export function makeSignatureVerifier(aws: AwsSettings, now: () => number = Date.now): VerifySignature {
  const { region, credentials } = aws;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new SignatureV4({
    region,
    service,
    // Without the session token: the signer would add it to the headers, and the caller may or may not have signed it.
    credentials: { accessKeyId, secretAccessKey },
    sha256: Sha256,
    applyChecksum: false,
  });

  return async ({ method, rawPath, rawQuery, headers, body }) => {
    const { authorization } = headers;
    if (!authorization) return missing;
    const given = parseAuthorization(authorization);
    const signedAt = parseDate(headers['x-amz-date']);
    if (given === undefined || signedAt === undefined) return incomplete;
    const [keyId, date, ...scope] = given.credential.split('/');
    if (keyId !== accessKeyId || (headers['x-amz-security-token'] ?? '') !== (sessionToken ?? '')) return unknownKey;
    if (scope.join('/') !== `${region}/${service}/aws4_request` || date !== headers['x-amz-date']?.slice(0, 8)) {
      return invalid(`Credential should be scoped to ${region}/${service}/aws4_request and to the day of the request.`);
    }
    const time = now();
    if (signedAt < time - skewMsMax) return invalid(`Signature expired: ${headers['x-amz-date']} is too long ago.`);
    if (signedAt > time + skewMsMax) return invalid(`Signature not yet current: ${headers['x-amz-date']} is ahead.`);
    if (!given.signedHeaders.includes('host') || !given.signedHeaders.includes('x-amz-date')) {
      return invalid('SignedHeaders must include host and x-amz-date.');
    }
    // The signer believes this header. What was sent is what counts.
    const claimed = given.signedHeaders.includes('x-amz-content-sha256') ? headers['x-amz-content-sha256'] : undefined;
    if (claimed !== undefined && claimed !== sha256(body)) return mismatch;

    const expected = await signer.sign(
      {
        method,
        protocol: 'http:',
        hostname: '',
        path: rawPath,
        query: parseQuery(rawQuery),
        headers: Object.fromEntries(given.signedHeaders.map((name) => [name, headers[name] ?? ''])),
        body: body ?? '',
      },
      { signingDate: new Date(signedAt), signableHeaders: new Set(given.signedHeaders) },
    );
    const signature = parseAuthorization(expected.headers['authorization'] ?? '')?.signature ?? '';
    return sameText(signature, given.signature) ? undefined : mismatch;
  };
}

const missing: SignatureRefusal = {
  errorType: 'MissingAuthenticationTokenException',
  message: 'Missing Authentication Token',
};
const incomplete: SignatureRefusal = {
  errorType: 'IncompleteSignatureException',
  message: "Authorization header requires 'Credential', 'Signature', 'SignedHeaders' and 'X-Amz-Date'.",
};
const unknownKey: SignatureRefusal = {
  errorType: 'UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};
const invalid = (message: string): SignatureRefusal => ({ errorType: 'InvalidSignatureException', message });
const mismatch = invalid(
  'The request signature we calculated does not match the signature you provided. ' +
    'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
);

/** `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` */
function parseAuthorization(
  text: string,
): { credential: string; signedHeaders: string[]; signature: string } | undefined {
  if (!text.startsWith('AWS4-HMAC-SHA256 ')) return undefined;
  const part = (name: string): string => new RegExp(`[ ,]${name}=([^, ]+)`).exec(text)?.[1] ?? '';
  const [credential, signedHeaders, signature] = [part('Credential'), part('SignedHeaders'), part('Signature')];
  if (credential === '' || signedHeaders === '' || signature === '') return undefined;
  return { credential, signedHeaders: signedHeaders.toLowerCase().split(';'), signature };
}

/** `20261122T191500Z` in milliseconds since 1970. */
function parseDate(text = ''): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Decoded, as the signer encodes it again by its own rules. */
function parseQuery(rawQuery: string): Record<string, string[]> {
  const query: Record<string, string[]> = Object.create(null);
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const [name = '', ...value] = part.split('=');
    (query[lenientDecode(name)] ??= []).push(lenientDecode(value.join('=')));
  }
  return query;
}

const sha256 = (body: Buffer | undefined): string =>
  createHash('sha256')
    .update(body ?? '')
    .digest('hex');

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
