import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { Problem } from './problem.ts';

// zod/mini brings no words of its own.
z.config(en());

/** Far more than any request of the contract needs; the gateway itself would take 10 MB. */
const bodyBytesMax = 32 * 1024;

/** @throws Problem invalid-request, with every fault and its JSON pointer (RFC 6901, as a URI fragment) */
export const parse = <Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem('invalid-request', { errors: result.error.issues.slice(0, 20).map(fault) });
};

const fault = ({ path, message }: { path: PropertyKey[]; message: string }) => ({
  pointer: `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`,
  detail: message.slice(0, 300),
});

/**
 * The body as JSON. One that is left out counts as `{}`.
 *
 * @throws Problem payload-too-large, unsupported-media-type, invalid-request
 */
export const jsonBody = (event: {
  body?: string | undefined;
  isBase64Encoded: boolean;
  headers: Record<string, string | undefined>;
}): unknown => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > bodyBytesMax) throw new Problem('payload-too-large');
  if (bytes.length === 0) return {};
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(event.headers['content-type'] ?? '')) {
    throw new Problem('unsupported-media-type');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const detail = error instanceof SyntaxError ? 'must be JSON' : 'must be UTF-8';
    throw new Problem('invalid-request', { errors: [{ pointer: '#', detail }] });
  }
};
