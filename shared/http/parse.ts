import * as z from 'zod/mini';
import { Problem } from './problem.ts';

/** The words for what the schemas themselves have none for: zod/mini brings no language of its own. */
z.config({
  customError: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return issue.input === undefined ? 'is missing' : `must be of type ${issue.expected}`;
      case 'unrecognized_keys':
        return `has unknown fields: ${issue.keys.join(', ')}`;
      case 'invalid_value':
        return `must be one of ${issue.values.join(', ')}`;
      case 'too_small':
        return `must have at least ${issue.minimum} characters`;
      case 'too_big':
        return `must have at most ${issue.maximum} characters`;
      default:
        return 'is not valid';
    }
  },
});

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
