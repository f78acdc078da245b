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

interface BodyEvent {
  body?: string | undefined;
  isBase64Encoded: boolean;
  headers: Record<string, string | undefined>;
}

/**
 * The body as JSON. One that is left out counts as `{}`.
 *
 * @throws Problem payload-too-large, unsupported-media-type, invalid-request
 */
export const jsonBody = (event: BodyEvent): unknown => {
  const bytes = bodyBytes(event, /^application\/([\w.+-]+\+)?json\s*(;|$)/i);
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const detail = error instanceof SyntaxError ? 'must be JSON' : 'must be UTF-8';
    throw new Problem('invalid-request', { errors: [{ pointer: '#', detail }] });
  }
};

/**
 * The parameters of a form, as OAuth has them (RFC 6749, section 3.2): one without a value counts as left out. One that
 * is repeated becomes a list, which no parameter may be.
 *
 * @throws Problem payload-too-large, unsupported-media-type
 */
export const formBody = (event: BodyEvent): Record<string, string | string[]> => {
  const bytes = bodyBytes(event, /^application\/x-www-form-urlencoded\s*(;|$)/i);
  const parameters = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(bytes.toString())) {
    if (value !== '') parameters.set(name, parameters.has(name) ? [value] : value);
  }
  return Object.fromEntries(parameters);
};

const bodyBytes = ({ body, isBase64Encoded, headers }: BodyEvent, mediaType: RegExp): Buffer => {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > bodyBytesMax) throw new Problem('payload-too-large');
  if (bytes.length > 0 && !mediaType.test(headers['content-type'] ?? '')) throw new Problem('unsupported-media-type');
  return bytes;
};
