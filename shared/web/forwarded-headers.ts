import type { WebEvent } from './web-call.ts';

/** What API Gateway takes of all headers together is 10 KB; none of these has a use for more than this. */
const charactersMax = 1000;

const ofTheBrowser = /^(user-agent|x-origin-key|cloudfront-(viewer|is)-[a-z-]+)$/;

/**
 * Of a browser's headers, those by which the API knows the device and its place. CloudFront's count only with its key,
 * which the API itself checks.
 */
export const forwardedHeaders = ({ headers }: Pick<WebEvent, 'headers'>): Record<string, string> => {
  const forwarded: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && ofTheBrowser.test(name) && sendable.test(value)) {
      forwarded[name] = value.slice(0, charactersMax);
    }
  }
  return forwarded;
};

const sendable = /^[\t\x20-\x7e\x80-\xff]*$/;
