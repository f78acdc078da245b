import type { WebEvent } from '../../shared/web/web-call.ts';

/** A form with one field is short, however it is written. */
const bytesMax = 4096;

/**
 * Whether the body is that of a one-click unsubscription, as a form of either kind (RFC 8058, section 3.1), or empty, as
 * our own page sends it.
 */
export const isOneClick = ({ body = '', isBase64Encoded, headers }: WebEvent): boolean => {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length === 0) return true;
  if (bytes.length > bytesMax) return false;
  const text = bytes.toString();
  return /^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '')
    ? inParts.test(text)
    : new URLSearchParams(text.trim()).get('List-Unsubscribe') === 'One-Click';
};

const inParts =
  /^content-disposition: *form-data; *name="?List-Unsubscribe"?[^\n]*\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\s*$/im;
