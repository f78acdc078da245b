import { createHash, timingSafeEqual } from 'node:crypto';
import { edgeKeyHeader } from '../contracts/edge-key-header.ts';
import type { Place } from '../contracts/values.ts';

type Headers = Record<string, string | undefined>;

/** What CloudFront says of the one who calls. */
export interface Edge {
  place: Place | null;
  /** What the viewer is, by CloudFront's device headers. */
  kind: 'phone' | 'tablet' | 'tv' | 'computer' | null;
}

const nothingKnown: Edge = { place: null, kind: null };

/**
 * Reads CloudFront's headers, and only where the request came through CloudFront; otherwise the place is unknown,
 * not guessed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export const edgeOf = (headers: Headers, edgeKeySha256: string | undefined): Edge => {
  if (!edgeKeySha256 || !provesItself(headers[edgeKeyHeader], edgeKeySha256)) return nothingKnown;
  const city = decoded(headers['cloudfront-viewer-city']);
  const region = decoded(headers['cloudfront-viewer-country-region-name']);
  const country = decoded(headers['cloudfront-viewer-country']);
  const place = { ...(city && { city }), ...(region && { region }), ...(country && { country }) };
  return { place: Object.keys(place).length > 0 ? place : null, kind: viewerKind(headers) };
};

const provesItself = (key: string | undefined, sha256: string): boolean => {
  if (key === undefined) return false;
  const expected = Buffer.from(sha256, 'hex');
  const actual = createHash('sha256').update(key).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
};

/** CloudFront percent-encodes what is not ASCII. A value that does not decode is taken as it is. */
const decoded = (value: string | undefined): string | undefined => {
  if (!value) return undefined;
  try {
    return decodeURIComponent(value.slice(0, 600));
  } catch {
    return value.slice(0, 600).toWellFormed();
  }
};

const viewerKind = (headers: Headers): Edge['kind'] => {
  const is = (header: string) => headers[`cloudfront-is-${header}-viewer`] === 'true';
  // CloudFront counts tablets as mobile as well.
  if (is('smarttv')) return 'tv';
  if (is('tablet')) return 'tablet';
  if (is('mobile')) return 'phone';
  return is('desktop') ? 'computer' : null;
};
